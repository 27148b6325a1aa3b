package io.cleandata.spi;

/**
 * The rule that cuts a stream of samples (of one key) into windows.
 *
 * <p>Samples are collected in {@link Pane}s, which the engine holds. The rule says which panes take a sample and when a pane is
 * emitted as a window. It must ask the pane for its size instead of counting by itself, since samples of lost partitions leave
 * open panes behind its back.
 *
 * <p><b>Threading.</b> Confined to one thread. <b>Failure.</b> What it throws ends the pipeline. <b>Delivery.</b> Every sample must be put into at
 * least one pane (or reported with {@link Panes#late}); what is in a pane is acknowledged after the last window that holds it.
 */
public interface Windowing {

    /** Places one sample. */
    void add(Arrival sample, Panes panes);

    /** Called when time has passed, at {@link #nextDeadline()} or later, and now and then without need. */
    void tick(Panes panes);

    /** When {@link #tick} is needed next, by {@link Panes#now()}, in nanoseconds; {@code Long.MAX_VALUE} for never. */
    long nextDeadline();

    /** Emits everything that is open, as partial windows. Called once, when the stream ends or is drained. */
    void end(Panes panes);

    /** Whether no sample is held, so that an unused key can be forgotten. */
    boolean idle();

    /** How long the rule itself may rightly hold a sample, in nanoseconds; the engine's own limit is never shorter. */
    default long longestHold() {
        return 0;
    }

    /** How many samples the rule itself may hold at once; {@code Long.MAX_VALUE} when it sets no bound. The engine's own limit may be lower. */
    default long mostHeld() {
        return Long.MAX_VALUE;
    }
}
