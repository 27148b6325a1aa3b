package io.cleandata.detectors.constraints;

import io.cleandata.spi.Option;
import java.util.List;

/**
 * Options of the {@code constraints} detector.
 *
 * @param rules the rules
 * @param memory how many values a unique field remembers
 */
public record ConstraintsSettings(
        @Option(doc = "rules that samples and windows must obey")
        List<ConstraintRule> rules,

        @Option(doc = "values of a unique field that are remembered", value = "100000", min = 1, max = 10000000)
        int memory) {

    public ConstraintsSettings {
        rules = List.copyOf(rules);
    }
}
