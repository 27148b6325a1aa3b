package io.cleandata.generator.stream;

import io.cleandata.generator.GeneratedSample;
import io.cleandata.generator.SampleStream;
import io.cleandata.generator.StreamProfile;
import java.util.List;
import java.util.SplittableRandom;

/** What all synthetic streams share: a seed, a producer for each sample, and event times at a steady rate. */
abstract class SyntheticStream implements SampleStream {
    /** Two thirds of the samples come from the first producer, as in most real topics. */
    static final List<String> PRODUCERS = List.of("alpha", "beta", "gamma", "delta");

    private static final long FIRST_EVENT = 1_767_225_600_000L; // 2026-01-01T00:00:00Z
    private static final long MILLIS_BETWEEN = 100;

    final SplittableRandom random;

    private final StreamProfile profile;
    private long time = FIRST_EVENT;

    SyntheticStream(StreamProfile profile, long seed) {
        this.profile = profile;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public final StreamProfile profile() {
        return profile;
    }

    @Override
    public final GeneratedSample next() {
        var sample = new GeneratedSample();
        fill(sample);
        time += MILLIS_BETWEEN / 2 + random.nextLong(MILLIS_BETWEEN);
        return sample.timestamp(time).metadata(StreamProfile.PRODUCER, pick(PRODUCERS, 2));
    }

    /** Sets the features and the label. */
    abstract void fill(GeneratedSample sample);

    final long time() {
        return time;
    }

    /** One of the values, the earlier the likelier: weights 1, 1/skew, 1/skew^2 and so on. */
    final <T> T pick(List<T> values, double skew) {
        double total = 0;
        double weight = 1;
        for (int i = 0; i < values.size(); i++) {
            total += weight;
            weight /= skew;
        }
        double at = random.nextDouble() * total;
        weight = 1;
        for (T value : values) {
            at -= weight;
            if (at < 0) {
                return value;
            }
            weight /= skew;
        }
        return values.get(values.size() - 1);
    }

    final double gauss(double mean, double spread) {
        return mean + spread * random.nextGaussian();
    }

    /** The number with so many digits after the point. */
    static double round(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.rint(value * scale) / scale;
    }
}
