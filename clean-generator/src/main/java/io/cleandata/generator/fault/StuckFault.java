package io.cleandata.generator.fault;

import io.cleandata.generator.GeneratedSample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Repeats one value of a feature: a sensor that hangs. */
final class StuckFault extends SampleFault {
    private final String feature;
    private @Nullable Object value;

    StuckFault(String feature, double share, long seed) {
        super("constant sensor", List.of(feature), share, seed);
        this.feature = feature;
    }

    @Override
    boolean change(GeneratedSample sample) {
        if (value == null) {
            value = sample.features().get(feature);
        }
        if (value == null) {
            return false;
        }
        sample.feature(feature, value);
        return true;
    }
}
