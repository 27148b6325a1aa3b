package io.cleandata.settings;

import io.cleandata.spi.Option;

/** The section {@code pass-to}: where all samples go that are not quarantined, as they came. */
public record PassToOptions(
        @Option(doc = "Topic or stream of the source's own system", required = true)
        String topic) {}
