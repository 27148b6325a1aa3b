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
}
