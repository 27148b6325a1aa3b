package io.cleandata.detectors.schema;

import io.cleandata.model.NumericColumn;
import io.cleandata.model.Window;
import java.util.Arrays;

/**
 * How many independent numbers the numbers of a window are worth. In a stream of seasons, trends or sorted rows neighbours are alike, and a thousand of them tell less of the
 * range that the field has than a dozen that come at random.
 *
 * <p>Neighbours lie on the same side of the median with probability 1/2 + asin(r) / pi when they are normal and correlated by r (Sheppard, 1899), which no outlier
 * distorts; and n numbers correlated like that are worth n (1 - r) / (1 + r) for a mean (Bayley and Hammersley, 1946, for AR(1)).
 */
final class Persistence {

    private static final int SAMPLED = 101;
    /** Correlation that chance makes, and that costs little. */
    private static final double NEGLIGIBLE = 0.15;

    private final double[] sample = new double[SAMPLED];

    /** The share of the window's new numbers that is independent, 0 to 1; 1 when there are too few to tell. */
    double independent(Window window, NumericColumn column) {
        int from = window.firstNew();
        int rows = window.size() - from;
        int filled = 0;
        for (int i = 0; i < SAMPLED; i++) {
            double v = rows == 0 ? Double.NaN : column.value(from + (int) ((long) i * rows / SAMPLED));
            if (!Double.isNaN(v)) {
                sample[filled++] = v;
            }
        }
        if (filled < 20) {
            return 1;
        }
        Arrays.sort(sample, 0, filled);
        double median = sample[filled / 2];
        int pairs = 0;
        int same = 0;
        double before = Double.NaN;
        for (int row = from; row < window.size(); row++) {
            double v = column.value(row);
            if (Double.isNaN(v) || v == median) {
                continue;
            }
            if (!Double.isNaN(before)) {
                pairs++;
                same += before > median == v > median ? 1 : 0;
            }
            before = v;
        }
        if (pairs < 20) {
            return 1;
        }
        double correlation = Math.sin(Math.PI * Math.max(0, (double) same / pairs - 0.5));
        return correlation < NEGLIGIBLE ? 1 : (1 - correlation) / (1 + correlation);
    }
}
