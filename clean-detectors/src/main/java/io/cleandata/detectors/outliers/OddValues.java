package io.cleandata.detectors.outliers;

import java.util.Arrays;

/**
 * How unlike its nearest rows each row is in the one column in which it is so most.
 *
 * <p><b>Statistic.</b> The largest over the columns of e / (s + g): e is the absolute difference of the row's value to the mean of its nearest rows', which
 * estimates what it should be (nearest-neighbour regression: Stone, Ann. Stat. 5, 1977); s is these rows' mean absolute deviation from that mean; g is the
 * upper quartile of e over all rows. So a single wrong value shows among many sound ones, in which a distance over all columns would
 * drown it; where the nearest rows are at odds with each other, or the column follows from no other, it counts for little. A value at the center of its column says
 * nothing: a missing one stands there.
 *
 * <p><b>Cost.</b> For n rows, d columns and k nearest rows 2 n d k additions.
 */
final class OddValues {

    /** Of a robust standard deviation: what is smaller is rounding. */
    private static final float SMALLEST_GAP = 0.05f;

    private static final double QUANTILE = 0.75;

    private float[] gaps = new float[0];
    private float[] spreads = new float[0];
    private float[] sorted = new float[0];

    /**
     * Measures rows.
     *
     * @param columns at least {@code rows} numbers each, finite, scaled
     * @param nearest {@code near} rows for each row, one row after the other
     * @param oddness receives the statistic of each row, at least 0
     * @param column receives the column of each row's largest, 0 where there is none
     */
    void measure(float[][] columns, int rows, int[] nearest, int near, float[] oddness, int[] column) {
        if (gaps.length < rows) {
            gaps = new float[rows];
            spreads = new float[rows];
            sorted = new float[rows];
        }
        Arrays.fill(oddness, 0, rows, 0f);
        Arrays.fill(column, 0, rows, 0);
        for (int c = 0; c < columns.length; c++) {
            compare(columns[c], rows, nearest, near);
            System.arraycopy(gaps, 0, sorted, 0, rows);
            float usual = Math.max(SMALLEST_GAP, Selection.select(sorted, rows, (int) (QUANTILE * rows)));
            for (int i = 0; i < rows; i++) {
                float odd = columns[c][i] == 0 ? 0 : gaps[i] / (spreads[i] + usual);
                if (odd > oddness[i]) {
                    oddness[i] = odd;
                    column[i] = c;
                }
            }
        }
    }

    private void compare(float[] values, int rows, int[] nearest, int near) {
        float[] theirs = new float[near];
        for (int i = 0; i < rows; i++) {
            int from = i * near;
            float sum = 0;
            for (int k = 0; k < near; k++) {
                float value = values[nearest[from + k]];
                theirs[k] = value;
                sum += value;
            }
            float mean = sum / near;
            float spread = 0;
            for (int k = 0; k < near; k++) {
                spread += Math.abs(theirs[k] - mean);
            }
            gaps[i] = Math.abs(values[i] - mean);
            spreads[i] = spread / near;
        }
    }
}
