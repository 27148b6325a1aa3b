package io.cleandata.generator.fault;

import io.cleandata.generator.Fault;
import io.cleandata.generator.GeneratedSample;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A fault that changes a share of the samples, each on its own. */
abstract class SampleFault implements Fault {
    /** Seeded; what a subclass draws from it is part of what the seed fixes. */
    final SplittableRandom random;

    private final String name;
    private final List<String> features;
    private final double share;

    SampleFault(String name, List<String> features, double share, long seed) {
        this.name = name;
        this.features = features;
        this.share = share;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<String> features() {
        return features;
    }

    @Override
    public final void inject(GeneratedSample sample, Consumer<GeneratedSample> out) {
        if (random.nextDouble() < share && change(sample)) {
            sample.touchedBy(name);
        }
        out.accept(sample);
    }

    /** Changes the sample; false if there was nothing to change. */
    abstract boolean change(GeneratedSample sample);
}
