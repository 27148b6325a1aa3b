package io.cleandata.generator.fault;

import io.cleandata.generator.GeneratedSample;
import java.util.List;

/** Labels one class as another: an annotator who mixes the two up. */
final class ClassConfusionFault extends SampleFault {
    private final String from;
    private final String to;

    ClassConfusionFault(String from, String to, double share, long seed) {
        super("confused classes", List.of(), share, seed);
        this.from = from;
        this.to = to;
    }

    @Override
    boolean change(GeneratedSample sample) {
        if (!from.equals(sample.label())) {
            return false;
        }
        sample.label(to);
        return true;
    }
}
