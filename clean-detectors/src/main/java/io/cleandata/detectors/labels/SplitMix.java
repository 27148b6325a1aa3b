package io.cleandata.detectors.labels;

/** A small seeded generator (splitmix64, Steele, Lea and Flood 2014): one per tree, so that the order of threads does not matter. */
final class SplitMix {

    private long state;

    SplitMix(long seed) {
        this.state = seed;
    }

    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        return mix(state);
    }

    /** Uniform in [0, bound). */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** Uniform in [0, 1). */
    double uniform() {
        return (next() >>> 11) * 0x1p-53;
    }

    /** Standard normal, by the polar method. */
    double normal() {
        while (true) {
            double a = 2 * uniform() - 1;
            double b = 2 * uniform() - 1;
            double s = a * a + b * b;
            if (s > 0 && s < 1) {
                return a * Math.sqrt(-2 * FastMath.log(s) / s);
            }
        }
    }
}
