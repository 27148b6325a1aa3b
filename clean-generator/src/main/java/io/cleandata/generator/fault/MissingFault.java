package io.cleandata.generator.fault;

import io.cleandata.generator.GeneratedSample;
import java.util.List;

/** Leaves a feature out. */
final class MissingFault extends SampleFault {
    private final String feature;

    MissingFault(String feature, double share, long seed) {
        super("missing feature", List.of(feature), share, seed);
        this.feature = feature;
    }

    @Override
    boolean change(GeneratedSample sample) {
        boolean present = sample.features().containsKey(feature);
        sample.features().remove(feature);
        return present;
    }
}
