package io.cleandata.window;

import io.cleandata.spi.CleanException;
import io.cleandata.spi.Option;
import java.time.Duration;

/** Options of sliding windows of a length of time. */
public record SlidingTimeSettings(
        @Option(doc = "how far back a window reaches", value = "60s", min = 0.001)
        Duration duration,

        @Option(doc = "time from one window to the next", value = "10s", min = 0.001)
        Duration slide,

        @Option(doc = "samples that a window waits for, a duration at most", value = "1", min = 1)
        int minSize) {

    public SlidingTimeSettings {
        if (slide.compareTo(duration) > 0) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "slide " + slide + " is longer than duration " + duration
                            + "; samples between windows would be skipped");
        }
    }
}
