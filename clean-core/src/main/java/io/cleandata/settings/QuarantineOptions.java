package io.cleandata.settings;

import io.cleandata.spi.Option;
import java.util.List;

/** The section {@code quarantine}: where flagged samples go, as they came. */
public record QuarantineOptions(
        @Option(doc = "Topic or stream of the source's own system", required = true)
        String topic,

        @Option(doc = "Severity from which a flagged sample is quarantined", value = "0.5", min = 0, max = 1)
        double minSeverity,

        @Option(doc = "Detectors whose flags count; all when left out")
        List<String> detectors) {}
