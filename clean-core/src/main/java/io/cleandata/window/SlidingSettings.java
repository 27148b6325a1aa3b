package io.cleandata.window;

import io.cleandata.spi.CleanException;
import io.cleandata.spi.Option;
import java.time.Duration;

/** Options of sliding windows of a number of samples. */
public record SlidingSettings(
        @Option(doc = "samples in a window", value = "1000", min = 1)
        int size,

        @Option(doc = "new samples from one window to the next", value = "500", min = 1)
        int slide,

        @Option(
                doc = "longest time from a new sample until it is shown in a partial window",
                value = "30s",
                min = 0.001)
        Duration timeout) {

    public SlidingSettings {
        if (slide > size) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "slide " + slide + " is larger than size " + size + "; samples between windows would be skipped");
        }
    }
}
