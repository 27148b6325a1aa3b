package io.cleandata.detectors.bias;

import io.cleandata.spi.Option;
import org.jspecify.annotations.Nullable;

/**
 * Options of the {@code bias} detector.
 *
 * @param attribute the protected attribute
 * @param positive the favourable outcome
 * @param outcome the field of the outcome
 * @param prediction the field of the model's prediction
 * @param maxGap largest difference between groups
 * @param minGroup fewest samples of a group that is compared
 * @param memory samples after which the past counts half
 */
public record BiasSettings(
        @Option(doc = "protected attribute: a feature, or metadata.NAME", required = true)
        String attribute,

        @Option(doc = "the favourable outcome", required = true)
        String positive,

        @Option(doc = "field of the outcome: label, a feature, or metadata.NAME", value = "label")
        String outcome,

        @Option(doc = "field of the model's prediction, for equalised odds against the outcome") @Nullable
        String prediction,

        @Option(doc = "largest difference of a rate between a group and all others", value = "0.1", min = 0, max = 1)
        double maxGap,

        @Option(doc = "fewest samples of a group that is compared", value = "50", min = 2)
        int minGroup,

        @Option(doc = "samples after which the past counts half", value = "10000", min = 100)
        int memory) {}
