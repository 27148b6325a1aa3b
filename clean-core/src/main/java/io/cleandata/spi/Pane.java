package io.cleandata.spi;

/**
 * Samples on their way into a window. Stays usable when it is empty: a windowing may hold on to one for ever.
 *
 * <p><b>Threading.</b> Confined to the windowing's thread.
 */
public interface Pane {

    /** Appends the current sample, the one handed to {@link Windowing#add}. */
    void add();

    /** Samples held, those already emitted before included. */
    int size();

    /** Samples held that no window has shown yet. */
    int fresh();

    /** Nanoseconds of {@link Panes#now()} at which the oldest fresh sample was added; {@code Long.MAX_VALUE} without one. */
    long oldest();

    /** Earliest event time (or, without one, time of arrival) of the fresh samples; {@code Long.MAX_VALUE} without one. Looks at all of them. */
    long earliest();

    /**
     * Emits all samples as a window, unless there is no fresh one, and then keeps only the last {@code keep} of them, which the next window shows again.
     *
     * @param keep how many of the last samples stay, 0 for a tumbling window
     * @param partial whether the window is smaller than the rule wants it
     */
    void emit(int keep, boolean partial);

    /**
     * Emits all samples as a window, unless there is no fresh one, and in any case keeps only those that arrived at or after the given moment of
     * {@link Panes#wallClock()}.
     */
    void emitKeepingSince(long epochMillis, boolean partial);

    /**
     * Emits the samples whose event time (or, without one, time of arrival) lies within the span, unless none of them is fresh. Later ones stay
     * as they are.
     *
     * @param from begin of the span that the window stands for, in milliseconds since the epoch
     * @param to its end, exclusive
     * @param keepFrom those of the emitted at or after this moment are shown again by the next window
     */
    void emitSpan(long from, long to, long keepFrom, boolean partial);
}
