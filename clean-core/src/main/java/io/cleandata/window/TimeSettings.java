package io.cleandata.window;

import io.cleandata.spi.CleanException;
import io.cleandata.spi.Option;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Options of windows of a length of time. */
public record TimeSettings(
        @Option(doc = "how long a window stays open after its first sample", value = "60s", min = 0.001)
        Duration duration,

        @Option(doc = "samples that a window waits for beyond its duration", value = "1", min = 1)
        int minSize,

        @Option(doc = "how long it waits for them at most, then closes as partial; 10 times the duration by default")
        @Nullable
        Duration maxWait,

        @Option(doc = "samples at which a window closes at once, as partial", value = "100000", min = 1)
        int maxSize) {

    public TimeSettings {
        if (maxWait != null && maxWait.compareTo(duration) < 0) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS, "max-wait " + maxWait + " is shorter than duration " + duration);
        }
        if (maxSize < minSize) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS, "max-size " + maxSize + " is smaller than min-size " + minSize);
        }
    }

    long maxWaitMillis() {
        return maxWait == null ? Math.multiplyExact(duration.toMillis(), 10L) : maxWait.toMillis();
    }
}
