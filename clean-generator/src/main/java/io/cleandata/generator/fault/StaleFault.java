package io.cleandata.generator.fault;

import io.cleandata.generator.GeneratedSample;
import java.util.List;

/** Sets event times back: a producer that sends what it has held for long. */
final class StaleFault extends SampleFault {
    private final long millis;

    StaleFault(long millis, double share, long seed) {
        super("stale timestamps", List.of(), share, seed);
        this.millis = millis;
    }

    @Override
    boolean change(GeneratedSample sample) {
        if (sample.timestamp() == GeneratedSample.NO_TIMESTAMP) {
            return false;
        }
        sample.timestamp(sample.timestamp() - millis);
        return true;
    }
}
