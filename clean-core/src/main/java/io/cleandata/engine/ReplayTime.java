package io.cleandata.engine;

import io.cleandata.spi.Ticker;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Time in a replay: the time of day is the newest event time of the samples so far, elapsed time stands still, so that two replays are
 * alike on any machine.
 */
final class ReplayTime implements InstantSource, Ticker {

    private final long latest;
    private volatile long epochMillis;

    /** Event times after {@code latest} do not move the clock: data from the past have none. */
    ReplayTime(Instant latest) {
        this.latest = latest.toEpochMilli();
    }

    /** Takes note of a sample's event time. Called by the assembly thread only. */
    void saw(long timestamp) {
        if (timestamp > epochMillis && timestamp <= latest) {
            epochMillis = timestamp;
        }
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(epochMillis);
    }

    @Override
    public long millis() {
        return epochMillis;
    }

    @Override
    public long read() {
        return 0;
    }
}
