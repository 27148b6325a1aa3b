package io.cleandata.detectors.drift;

/** Random directions, the same in every run. */
final class Projection {

    private Projection() {}

    /** A direction with components of +-1 / sqrt(dimension). */
    static double[] direction(int number, int dimension) {
        double[] direction = new double[dimension];
        double size = 1 / Math.sqrt(Math.max(dimension, 1));
        for (int k = 0; k < dimension; k++) {
            direction[k] = mix(((long) number << 32) + k) < 0 ? -size : size;
        }
        return direction;
    }

    static double dot(double[] direction, float[] vectors, int from) {
        double sum = 0;
        for (int k = 0; k < direction.length; k++) {
            sum += direction[k] * vectors[from + k];
        }
        return sum;
    }

    /** Finaliser of SplitMix64. */
    static long mix(long x) {
        long z = (x + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
