package io.cleandata.detectors.bias;

/**
 * The difference of two shares with its 95 % interval, from Wilson's score intervals (Newcombe, Interval estimation for the difference
 * between independent proportions, Statistics in Medicine 17, 1998, method 10).
 *
 * @param first the first share, 0..1
 * @param second the second share, 0..1
 * @param low lower end of the interval of first minus second
 * @param high upper end
 */
record RateGap(double first, double second, double low, double high) {

    private static final double Z = 1.959963984540054;

    static RateGap of(double hits1, double n1, double hits2, double n2) {
        double p1 = hits1 / n1;
        double p2 = hits2 / n2;
        double[] w1 = wilson(p1, n1);
        double[] w2 = wilson(p2, n2);
        double gap = p1 - p2;
        double low = gap - Math.sqrt((p1 - w1[0]) * (p1 - w1[0]) + (w2[1] - p2) * (w2[1] - p2));
        double high = gap + Math.sqrt((w1[1] - p1) * (w1[1] - p1) + (p2 - w2[0]) * (p2 - w2[0]));
        return new RateGap(p1, p2, low, high);
    }

    private static double[] wilson(double p, double n) {
        double z2 = Z * Z;
        double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
        double half = Z * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);
        return new double[] {centre - half, centre + half};
    }

    double gap() {
        return first - second;
    }

    /** How far the whole interval lies from zero; 0 when it holds zero. */
    double certainGap() {
        return low > 0 ? low : high < 0 ? -high : 0;
    }
}
