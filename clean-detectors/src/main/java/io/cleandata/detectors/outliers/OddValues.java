package io.cleandata.detectors.outliers;

import java.util.Arrays;

/**
 * How unlike its nearest rows each row is in the one column in which it is so most.
 *
 * <p><b>Statistic.</b> The largest over the columns of e / (s + g): e is the absolute difference of the row's value to the mean of its nearest rows', which
 * estimates what it should be (nearest-neighbour regression: Stone, Ann. Stat. 5, 1977); s is these rows' mean absolute deviation from that mean; g is the
 * upper quartile of e over all rows. So a single wrong value shows among many sound ones, in which a distance over all columns would
 * drown it; where the nearest rows are at odds with each other, or the column follows from no other, it counts for little.
 *
 * <p>A missing value takes no part: the row has no e in its column, nor have rows of which most of the nearest lack a value. A column in which few
 * rows have one says nothing.
 *
 * <p><b>Cost.</b> For n rows, d columns and k nearest rows 2 n d k additions.
 */
final class OddValues {

    /** Of a robust standard deviation: what is smaller is rounding. */
    private static final float SMALLEST_GAP = 0.05f;

    private static final double QUANTILE = 0.75;

    /** A quartile of fewer tells nothing. */
    private static final int FEWEST = 20;

    /** The gap of a row that has none. */
    private static final float NO_GAP = -1;

    private float[] gaps = new float[0];
    private float[] spreads = new float[0];
    private float[] sorted = new float[0];
    private float[] theirs = new float[0];

    /**
     * Measures rows.
     *
     * @param part at least {@code rows} rows
     * @param nearest {@code near} rows for each row, one row after the other
     * @param oddness receives the statistic of each row, at least 0
     * @param column receives the column of each row's largest, 0 where there is none
     */
    void measure(Rows part, int rows, int[] nearest, int near, float[] oddness, int[] column) {
        ensure(rows, near);
        Arrays.fill(oddness, 0, rows, 0f);
        Arrays.fill(column, 0, rows, 0);
        for (int c = 0; c < part.columns.length; c++) {
            float[] values = part.columns[c];
            float[] has = part.present[c];
            if (has.length == 0) {
                compare(values, rows, nearest, near);
            } else {
                comparePresent(values, has, rows, nearest, near);
            }
            int present = 0;
            for (int i = 0; i < rows; i++) {
                sorted[present] = gaps[i];
                present += gaps[i] == NO_GAP ? 0 : 1;
            }
            if (present < Math.min(FEWEST, rows)) {
                continue;
            }
            float usual = Math.max(
                    SMALLEST_GAP * part.weights[c], Selection.select(sorted, present, (int) (QUANTILE * present)));
            for (int i = 0; i < rows; i++) {
                float odd = gaps[i] / (spreads[i] + usual);
                if (odd > oddness[i]) {
                    oddness[i] = odd;
                    column[i] = c;
                }
            }
        }
    }

    private void ensure(int rows, int near) {
        if (gaps.length < rows) {
            gaps = new float[rows];
            spreads = new float[rows];
            sorted = new float[rows + 1];
        }
        if (theirs.length < near) {
            theirs = new float[near];
        }
    }

    private void compare(float[] values, int rows, int[] nearest, int near) {
        for (int i = 0; i < rows; i++) {
            int from = i * near;
            float sum = 0;
            for (int k = 0; k < near; k++) {
                float value = values[nearest[from + k]];
                theirs[k] = value;
                sum += value;
            }
            compare(i, values[i], sum / near, near);
        }
    }

    private void comparePresent(float[] values, float[] has, int rows, int[] nearest, int near) {
        for (int i = 0; i < rows; i++) {
            int present = 0;
            float sum = 0;
            for (int k = i * near; k < (i + 1) * near; k++) {
                if (has[nearest[k]] != 0) {
                    float value = values[nearest[k]];
                    theirs[present++] = value;
                    sum += value;
                }
            }
            if (has[i] == 0 || 2 * present < near) {
                gaps[i] = NO_GAP;
                spreads[i] = 0;
            } else {
                compare(i, values[i], sum / present, present);
            }
        }
    }

    private void compare(int row, float value, float mean, int near) {
        float spread = 0;
        for (int k = 0; k < near; k++) {
            spread += Math.abs(theirs[k] - mean);
        }
        gaps[row] = Math.abs(value - mean);
        spreads[row] = spread / near;
    }
}
