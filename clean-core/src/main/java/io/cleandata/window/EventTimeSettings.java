package io.cleandata.window;

import io.cleandata.spi.CleanException;
import io.cleandata.spi.Option;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Options of windows of event time. */
public record EventTimeSettings(
        @Option(doc = "event time that a window stands for", value = "60s", min = 0.001)
        Duration duration,

        @Option(doc = "event time from one window to the next; by default the duration, so that none overlap") @Nullable
        Duration slide,

        @Option(
                doc = "how far samples may lag behind the newest of their partition and still count",
                value = "0s",
                min = 0)
        Duration allowedLateness,

        @Option(
                doc = "time without samples after which a partition no longer holds windows open",
                value = "30s",
                min = 0.001)
        Duration idleTimeout,

        @Option(
                doc = "event time this far ahead of the clock moves no window; such samples get windows of their own",
                value = "10m",
                min = 0)
        Duration maxFuture) {

    public EventTimeSettings {
        if (slide != null && (slide.compareTo(duration) > 0 || slide.toMillis() < 1)) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "slide " + slide + " must be at least 1 ms and at most duration " + duration);
        }
    }

    long slideMillis() {
        return slide == null ? duration.toMillis() : slide.toMillis();
    }
}
