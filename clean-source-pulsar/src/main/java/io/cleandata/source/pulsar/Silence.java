package io.cleandata.source.pulsar;

import java.time.Duration;

/**
 * How long a bounded read has waited for brokers in vain. Only time spent in waiting counts: what is silent while the pipeline is slow, or
 * while the process stands still, is this side.
 */
final class Silence {

    /** Brokers may be slow to send the first messages, above all those that have just started. */
    private static final long LIMIT_NANOS = 10_000_000_000L;
    /** A receive comes back sooner by far: what is longer is a process that stood still. */
    private static final long MOST_OF_A_WAIT = 1_000_000_000L;

    private long waited;

    /** Messages came, or could not come. */
    void broken() {
        waited = 0;
    }

    /** Nothing came while it was waited for. */
    void lasted(long nanos, Duration limit) {
        waited += Math.min(Math.min(nanos, limit.toNanos()), MOST_OF_A_WAIT);
    }

    /** Whether brokers that had something would have sent it. */
    boolean over() {
        return waited >= LIMIT_NANOS;
    }
}
