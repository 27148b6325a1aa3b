package io.cleandata.generator.fault;

import io.cleandata.generator.GeneratedSample;
import java.util.List;

/** Moves a number's mean, at once or over a number of samples. */
final class ShiftFault extends SampleFault {
    private final String feature;
    private final double distance;
    private final long ramp;
    private long seen;

    /** @param ramp number of samples over which the shift grows to its full distance; 0 for at once */
    ShiftFault(String name, String feature, double distance, long ramp, long seed) {
        super(name, List.of(feature), 1, seed);
        this.feature = feature;
        this.distance = distance;
        this.ramp = ramp;
    }

    @Override
    boolean change(GeneratedSample sample) {
        double grown = ramp == 0 ? 1 : Math.min(1, (double) ++seen / ramp);
        if (!(sample.features().get(feature) instanceof Number number)) {
            return false;
        }
        double shifted = number.doubleValue() + distance * grown;
        sample.feature(feature, Math.rint(shifted * 1e4) / 1e4);
        return true;
    }
}
