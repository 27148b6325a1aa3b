package io.cleandata.engine;

import java.time.Duration;

/**
 * How long and how much open windows may hold, whatever their rule says.
 *
 * @param maxOpen time after which a sample's window is closed early
 * @param maxSamples messages from the oldest held one on, at which the window that holds it is closed early
 * @param maxBytes estimated memory of all messages from the oldest held one on, at which the window that holds it is closed early
 */
record HoldLimits(Duration maxOpen, int maxSamples, long maxBytes) {

    /** What a message costs beyond its bytes: the object, its place in the ring, cells of a dozen columns. */
    static final int OVERHEAD = 250;

    /** Part of the overhead that stands for the cells. */
    private static final int CELLS = 110;

    /** What a message costs beyond its bytes where a row of a window takes so many. */
    static long overhead(long rowBytes) {
        return OVERHEAD + Math.max(0, rowBytes - CELLS);
    }

    static HoldLimits of(Duration maxOpen, int maxSamples) {
        return new HoldLimits(maxOpen, maxSamples, Runtime.getRuntime().maxMemory() / 8);
    }
}
