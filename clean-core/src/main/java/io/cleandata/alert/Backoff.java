package io.cleandata.alert;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long to wait after failures in a row. */
@FunctionalInterface
interface Backoff {

    /**
     * Nanoseconds to wait before the next attempt.
     *
     * @param failures in a row, at least 1
     */
    long afterFailures(int failures);

    /**
     * At random, to the millisecond, one half to the whole of 1, 2, 4 ... seconds, which grow up to a limit. Safe for any thread.
     *
     * <p>First the limit and then the draw: resilience4j's own random back-off draws and then limits, so that in a long outage all who wait for the server come at once.
     */
    static Backoff exponential(Duration longest) {
        int soon = 40; // failures after which any limit is reached; the library counts up to them one by one
        IntervalFunction most = IntervalFunction.ofExponentialBackoff(
                Duration.ofSeconds(1).toMillis(), 2, Math.max(1, longest.toMillis()));
        return failures -> {
            long whole = most.apply(Math.min(failures, soon));
            long drawn = IntervalFunction.ofRandomized(Math.max(1, whole * 3 / 4), 1.0 / 3)
                    .apply(1);
            return TimeUnit.MILLISECONDS.toNanos(Math.min(whole, drawn)); // it rounds up beyond what it is asked for
        };
    }
}
