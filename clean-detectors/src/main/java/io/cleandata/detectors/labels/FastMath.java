package io.cleandata.detectors.labels;

/**
 * Exponential and logarithm by polynomials: about 1e-9 relative, several times faster than {@link Math}, and the same bits on every
 * machine, interpreted or compiled.
 */
final class FastMath {

    private static final double LOG2E = 1.4426950408889634;
    private static final double LN2 = 0.6931471805599453;

    private FastMath() {}

    /** e to the x; 0 below -700, finite above 700 by clamping. */
    static double exp(double x) {
        if (x < -700) {
            return 0;
        }
        double t = Math.min(x, 700) * LOG2E;
        double k = (t + 6755399441055744.0) - 6755399441055744.0; // nearest integer
        double r = (t - k) * LN2; // |r| <= .3466
        double p = 1
                + r
                        * (1
                                + r
                                        * (0.5
                                                + r
                                                        * (1.0 / 6
                                                                + r
                                                                        * (1.0 / 24
                                                                                + r
                                                                                        * (1.0 / 120
                                                                                                + r
                                                                                                        * (1.0 / 720
                                                                                                                + r
                                                                                                                        * (1.0
                                                                                                                                / 5040)))))));
        return p * Double.longBitsToDouble((((long) k) + 1023L) << 52);
    }

    /** Natural logarithm of a positive, normal number. */
    static double log(double x) {
        long bits = Double.doubleToRawLongBits(x);
        long shifted = bits - 0x3FE6A09E667F3BCDL; // mantissa into [sqrt(.5), sqrt(2))
        long k = shifted >> 52;
        double m = Double.longBitsToDouble(bits - (k << 52));
        double s = (m - 1) / (m + 1); // |s| <= .1716
        double z = s * s;
        double series = 2 * s * (1 + z * (1.0 / 3 + z * (1.0 / 5 + z * (1.0 / 7 + z * (1.0 / 9 + z * (1.0 / 11))))));
        return k * LN2 + series;
    }

    /**
     * Softmax of {@code scale * x} into {@code out}, both at the given offsets.
     *
     * @return the logarithm of the normaliser, that is log-sum-exp of the scaled values
     */
    static double softmax(float[] x, int from, int k, double scale, double[] out, int to) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < k; i++) {
            max = Math.max(max, x[from + i] * scale);
        }
        double sum = 0;
        for (int i = 0; i < k; i++) {
            double e = exp(x[from + i] * scale - max);
            out[to + i] = e;
            sum += e;
        }
        double inverse = 1 / sum;
        for (int i = 0; i < k; i++) {
            out[to + i] *= inverse;
        }
        return max + log(sum);
    }
}
