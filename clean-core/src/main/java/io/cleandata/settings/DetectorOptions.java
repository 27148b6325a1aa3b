package io.cleandata.settings;

import io.cleandata.spi.Option;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Options that every detector has beside its own. */
public record DetectorOptions(
        @Option(
                doc = "Name of the detector in reports and settings; its type when left out",
                pattern = "[a-z][a-z0-9]*(-[a-z0-9]+)*")
        @Nullable
        String name,

        @Option(
                doc = "What a certain fault takes from a sample's score; the detector's own weight when left out",
                min = 0,
                max = 1)
        @Nullable
        Double weight,

        @Option(doc = "Longest time for one window; pipeline.detector-timeout when left out", min = 0.001) @Nullable
        Duration timeout) {}
