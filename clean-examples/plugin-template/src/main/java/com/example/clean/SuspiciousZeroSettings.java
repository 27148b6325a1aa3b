package com.example.clean;

import io.cleandata.spi.Option;

/** Options of {@code suspicious-zero}. The file, the checks, the help and the JSON Schema all come from here. */
public record SuspiciousZeroSettings(
        @Option(doc = "values of a feature that must have been seen before its zeros are judged", value = "1000", min = 1)
        int minHistory) {}
