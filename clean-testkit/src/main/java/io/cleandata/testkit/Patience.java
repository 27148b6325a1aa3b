package io.cleandata.testkit;

import java.time.Duration;

/**
 * A minute within which something must happen, however slow the machine, for loops that ask again:
 *
 * <pre>{@code
 * Patience patience = new Patience();
 * while (messages.isEmpty() && patience.lasts()) {
 *     messages.addAll(source.poll(SHORT).messages());
 * }
 * }</pre>
 */
public final class Patience {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final long end = System.nanoTime() + MINUTE.toNanos();

    /** Whether the minute is not yet over. */
    public boolean lasts() {
        return System.nanoTime() - end < 0;
    }
}
