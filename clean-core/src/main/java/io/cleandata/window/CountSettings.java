package io.cleandata.window;

import io.cleandata.spi.Option;
import java.time.Duration;

/** Options of windows of a number of samples. */
public record CountSettings(
        @Option(doc = "samples in a window", value = "1000", min = 1)
        int size,

        @Option(
                doc = "longest time from a window's first sample until it is closed as partial",
                value = "30s",
                min = 0.001)
        Duration timeout) {}
