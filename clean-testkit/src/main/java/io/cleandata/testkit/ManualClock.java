package io.cleandata.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves only when told. Any thread may use it. */
public final class ManualClock implements InstantSource {

    private volatile Instant now;

    /** Starts at 2026-01-01T00:00:00Z. */
    public ManualClock() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** Starts at a moment. */
    public ManualClock(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Lets time pass. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    /** Moves to a moment. */
    public synchronized void set(Instant moment) {
        now = moment;
    }
}
