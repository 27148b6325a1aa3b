package io.cleandata.settings;

import io.cleandata.spi.Option;

/** Windows by key: {@code window: {type: keyed, by: ..., max-keys: ..., window: {...}}}. */
public record KeyedOptions(
        @Option(doc = "Metadata field, or else feature, whose value is the key", required = true)
        String by,

        @Option(
                doc = "Keys that have windows of their own; further ones share one, and are counted",
                value = "1000",
                min = 1,
                max = 1_000_000)
        int maxKeys) {}
