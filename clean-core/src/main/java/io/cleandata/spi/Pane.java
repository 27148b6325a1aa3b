package io.cleandata.spi;

/** Samples on their way into a window. Confined to the windowing's thread. */
public interface Pane {

    /** Appends the current sample, the one handed to {@link Windowing#add}. */
    void add();

    /** Samples held, those already emitted before included. */
    int size();

    /** Samples held that no window has shown yet. */
    int fresh();

    /** Nanoseconds of {@link Panes#now()} at which the oldest fresh sample was added; {@code Long.MAX_VALUE} without one. */
    long oldest();

    /**
     * Emits all samples as a window, unless there is no fresh one, and then keeps only the last {@code keep} of them, which the next window shows again.
     *
     * @param keep how many of the last samples stay, 0 for a tumbling window
     * @param partial whether the window is smaller than the rule wants it
     */
    void emit(int keep, boolean partial);

    /** Emits as {@link #emit(int, boolean)} does and keeps samples whose event time (or, without one, time of arrival) is at or after the given moment. */
    void emitKeepingSince(long epochMillis, boolean partial);

    /** Sets the span of event time that the next emitted window stands for, in milliseconds since the epoch, end exclusive. */
    void span(long fromMillis, long toMillis);
}
