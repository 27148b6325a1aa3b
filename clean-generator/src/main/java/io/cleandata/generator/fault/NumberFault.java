package io.cleandata.generator.fault;

import io.cleandata.generator.GeneratedSample;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Changes one number: another unit, another sign. */
final class NumberFault extends SampleFault {
    private final String feature;
    private final DoubleUnaryOperator change;

    NumberFault(String name, String feature, double share, long seed, DoubleUnaryOperator change) {
        super(name, List.of(feature), share, seed);
        this.feature = feature;
        this.change = change;
    }

    @Override
    boolean change(GeneratedSample sample) {
        if (!(sample.features().get(feature) instanceof Number number)) {
            return false;
        }
        // Rounded, for a unit is changed by people who print few digits, and 5.830000000000001 would give it away.
        double changed = change.applyAsDouble(number.doubleValue());
        sample.feature(feature, Math.rint(changed * 1e6) / 1e6);
        return true;
    }
}
