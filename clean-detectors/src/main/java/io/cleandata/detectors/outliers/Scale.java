package io.cleandata.detectors.outliers;

import org.jspecify.annotations.Nullable;

/**
 * Center and spread of one dimension, and its usual range.
 *
 * <p>Median and IQR / 1.349; where the IQR is 0, the standard deviation; a constant dimension has no scale. Scaled values are cut at +-30: a
 * single wild value counts, but does not decide alone.
 *
 * @param center the median
 * @param spread one robust standard deviation, above 0
 * @param low 5 % quantile
 * @param high 95 % quantile
 */
record Scale(double center, double spread, double low, double high) {

    private static final double NORMAL_IQR = 1.349;
    private static final float CUT = 30;

    /**
     * The scale of some values, or null when they are constant.
     *
     * @param values reordered
     * @param n how many
     * @param smallest the smallest spread to use for values that are not constant
     */
    static @Nullable Scale of(double[] values, int n, double smallest) {
        if (n < 2) {
            return null;
        }
        double least = values[0];
        double most = values[0];
        for (int i = 1; i < n; i++) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        if (!(least < most)) {
            return null;
        }
        Selection.selectAll(values, n, Selection.ranks(n, 0.05, 0.25, 0.5, 0.75, 0.95));
        double spread = (Selection.quantile(values, n, 0.75) - Selection.quantile(values, n, 0.25)) / NORMAL_IQR;
        double center = Selection.quantile(values, n, 0.5);
        if (!(spread > 0 && spread < Double.POSITIVE_INFINITY)) {
            spread = deviation(values, n, Math.max(Math.abs(least), Math.abs(most)));
        }
        spread = Math.max(spread, smallest);
        if (!(spread > 0 && spread < Double.POSITIVE_INFINITY)) {
            return null;
        }
        return new Scale(center, spread, Selection.quantile(values, n, 0.05), Selection.quantile(values, n, 0.95));
    }

    /** The value in spreads from the center, cut; the center where there is no value. */
    float apply(double value) {
        float z = (float) ((value - center) / spread);
        // NaN compares false, infinities are cut
        return z > CUT ? CUT : z < -CUT ? -CUT : Float.isNaN(z) ? 0f : z;
    }

    /** Standard deviation, safe for values whose squares overflow. */
    private static double deviation(double[] values, int n, double unit) {
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += (values[i] / unit - mean) / (i + 1);
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double d = values[i] / unit - mean;
            sum += d * d;
        }
        return unit * Math.sqrt(sum / n);
    }
}
