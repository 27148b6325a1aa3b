package io.cleandata.detectors.freshness;

import io.cleandata.spi.Option;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of the {@code freshness} detector.
 *
 * @param tolerance how far behind the newest event time a sample may lie
 * @param maxDelay how far behind the time of day a sample may lie
 * @param maxFuture how far ahead of the time of day a sample may lie
 */
public record FreshnessSettings(
        @Option(
                doc =
                        "how far behind the stream's newest event time a sample may lie; learnt from the stream when left out",
                min = 0)
        @Nullable
        Duration tolerance,

        @Option(
                doc = "how far behind the time of day a sample may lie; not checked when left out, nor in a replay",
                min = 0)
        @Nullable
        Duration maxDelay,

        @Option(
                doc = "how far ahead of the time of day (in a replay: of the other samples) a sample may lie",
                value = "5m",
                min = 0)
        Duration maxFuture) {

    /** The defaults. */
    public static FreshnessSettings defaults() {
        return new FreshnessSettings(null, null, Duration.ofMinutes(5));
    }
}
