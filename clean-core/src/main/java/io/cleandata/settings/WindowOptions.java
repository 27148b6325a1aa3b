package io.cleandata.settings;

import io.cleandata.spi.Option;
import java.time.Duration;

/** Options that every kind of window has beside its own: bounds on what may be open. */
public record WindowOptions(
        @Option(
                doc = "Longest time that a sample waits in an open window; then the window closes as partial, so that"
                        + " acknowledgements are never held for ever",
                value = "5m",
                min = 0.001)
        Duration maxOpen,

        @Option(
                doc =
                        "Messages that may wait for the oldest open window, over all keys; with more it closes as partial",
                value = "1000000",
                min = 1)
        int maxOpenSamples) {}
