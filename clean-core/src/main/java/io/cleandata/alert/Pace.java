package io.cleandata.alert;

import java.time.Duration;

/**
 * When a handler may be called: so many times a minute at most, and after failures not before one back-off for all that waits, which grows until something succeeds, or
 * as late as the other system has asked for. Confined to whoever holds the lane's lock; times in nanoseconds of one clock.
 */
final class Pace {

    private static final Duration LONGEST_ASKED = Duration.ofHours(1);
    private static final double NANOS_PER_MINUTE = 60e9;

    private final double perMinute;
    private final Backoff backoff;
    private double tokens;
    private long tokensAt;
    private boolean tokensKnown;
    private int failures;
    private long backoffEnd;
    private long askedEnd;
    private long lastSuccess = Long.MIN_VALUE;

    Pace(int perMinute, Backoff backoff) {
        this.perMinute = perMinute;
        this.backoff = backoff;
        this.tokens = perMinute;
    }

    /** Nanoseconds until the handler may be called; 0 when it may be now. */
    long pause(long now) {
        long rest = failing() ? Math.max(0, Math.max(backoffEnd - now, askedEnd - now)) : 0;
        return Math.max(rest, waitForToken(now));
    }

    private long waitForToken(long now) {
        if (tokensKnown) {
            tokens = Math.min(perMinute, tokens + (now - tokensAt) * perMinute / NANOS_PER_MINUTE);
        }
        tokensKnown = true;
        tokensAt = now;
        return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) * NANOS_PER_MINUTE / perMinute);
    }

    /** It is called. */
    void called() {
        tokens -= 1;
    }

    void succeeded(long now) {
        failures = 0;
        lastSuccess = now;
    }

    /** When a call last succeeded; before all time when none has. */
    long lastSuccess() {
        return lastSuccess;
    }

    /**
     * A call failed.
     *
     * @param asked for how long the other system wants to be left alone; at most an hour of it counts
     */
    void failed(long now, Duration asked) {
        Duration limited = asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
        askedEnd = now + limited.toNanos();
        backoffEnd = now + backoff.afterFailures(++failures);
    }

    /** Whether nothing has succeeded since the last failure. */
    boolean failing() {
        return failures > 0;
    }

    /** The end has come: it may be called once now, and then at a back-off that begins anew, unless the other system has asked for more. */
    void hurry(long now) {
        if (failing()) {
            failures = 1;
            backoffEnd = now;
        }
    }
}
