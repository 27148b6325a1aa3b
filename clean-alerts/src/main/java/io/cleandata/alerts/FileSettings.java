package io.cleandata.alerts;

import io.cleandata.spi.Option;

/** Options of {@code file}. */
public record FileSettings(
        @Option(
                doc = "File that alerts are appended to; it is made, with its directory, if there is none",
                required = true)
        String path) {}
