package io.cleandata.detectors.labels;

import io.cleandata.spi.Option;
import java.util.List;

/**
 * Options of the {@code labels} detector.
 *
 * @param memory how many believed samples are remembered
 * @param trees size of the forest
 * @param randomFeatures random features of the ridge regression
 * @param minClassSize how often a label must have been seen to be assessed
 * @param flagAbove posterior probability of being wrong from which a label is flagged
 * @param exclude features that the models must not learn from
 */
public record LabelsSettings(
        @Option(
                doc = "believed samples remembered to learn from, with equal quotas by label; up to four times as"
                        + " many when labels are many",
                value = "4000",
                min = 0,
                max = 100_000)
        int memory,

        @Option(doc = "trees of the forest, for tables", value = "80", min = 10, max = 1000)
        int trees,

        @Option(doc = "random features of the ridge regression, for tables", value = "192", min = 16, max = 2048)
        int randomFeatures,

        @Option(doc = "samples that a label must have to be assessed", value = "8", min = 2, max = 1000)
        int minClassSize,

        @Option(doc = "probability of being wrong from which a label is flagged", value = "0.3", min = 0, max = 1)
        double flagAbove,

        @Option(doc = "features to learn nothing from, such as identifiers")
        List<String> exclude) {

    /** Copies what it is given. */
    public LabelsSettings {
        exclude = List.copyOf(exclude);
    }

    /** The defaults. */
    public static LabelsSettings defaults() {
        return new LabelsSettings(4000, 80, 192, 8, 0.3, List.of());
    }
}
