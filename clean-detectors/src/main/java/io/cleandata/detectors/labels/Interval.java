package io.cleandata.detectors.labels;

/** A share and the range it lies in with 95 % confidence, by Wilson's score interval (1927). */
record Interval(double middle, double low, double high) {

    private static final double Z = 1.96;

    /** The share of {@code hits} (need not be whole) among {@code n}. */
    static Interval wilson(double hits, int n) {
        if (n == 0) {
            return new Interval(0, 0, 1);
        }
        double p = hits / n;
        double z2 = Z * Z / n;
        double centre = (p + z2 / 2) / (1 + z2);
        double half = Z * Math.sqrt(p * (1 - p) / n + z2 / (4 * n)) / (1 + z2);
        return new Interval(p, Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
