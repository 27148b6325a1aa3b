package io.cleandata.source.redis;

import io.cleandata.spi.Ticker;

/** Pauses between attempts to connect: 100 ms, doubled up to 5 s, back to the first when a connection has lasted that long. */
final class Backoff {

    private static final long FIRST = 100_000_000;
    private static final long LONGEST = 5_000_000_000L;

    private final Ticker ticker;
    private long pause = FIRST;
    private long next;

    Backoff(Ticker ticker) {
        this.ticker = ticker;
        this.next = ticker.read();
    }

    /** An attempt, or a connection, has just failed. */
    void failed() {
        long now = ticker.read();
        if (now - next > LONGEST) {
            pause = FIRST;
        }
        next = now + pause;
        pause = Math.min(LONGEST, pause * 2);
    }

    /** Nanoseconds until the next attempt; not positive when it is due. */
    long untilNext() {
        return next - ticker.read();
    }
}
