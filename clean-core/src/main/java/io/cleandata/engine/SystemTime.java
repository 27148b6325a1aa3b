package io.cleandata.engine;

import io.cleandata.spi.Ticker;
import java.time.InstantSource;

/** The one place that reads the machine's clocks. */
public final class SystemTime {

    private SystemTime() {}

    /** The machine's time of day. */
    public static InstantSource clock() {
        return InstantSource.system();
    }

    /** The machine's elapsed time. */
    public static Ticker ticker() {
        return System::nanoTime;
    }

    /** Elapsed time in the world, where handlers, threads and retries live: also while the data's stands still, as in a replay. */
    static Ticker ofTheWorld(InstantSource clock, Ticker ticker) {
        return clock instanceof ReplayTime ? ticker() : ticker;
    }
}
