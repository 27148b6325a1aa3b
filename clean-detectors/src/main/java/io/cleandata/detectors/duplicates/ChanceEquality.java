package io.cleandata.detectors.duplicates;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import java.util.List;

/**
 * How many equal samples chance alone would bring.
 *
 * <p>A sample of two coin tosses is bound to recur; one of ten measurements is not. The information of a sample is the sum over its
 * cells of -log2 of the cell's share among the window's distinct samples (at most 256 of them), smoothed as if 30 further distinct
 * values had been seen, plus half a bit for each character of free text. Among N others chance then brings N / 2^information equal
 * ones. With one repetition expected in 50 samples, the posterior that an equal one is a repetition is 1 / (1 + 50 times that).
 * Fields are taken as independent, which overstates the information of fields that follow from each other.
 */
final class ChanceEquality {

    private static final int SAMPLE = 256;
    private static final double UNSEEN = 30;
    private static final double PRIOR_ODDS = 50;
    private static final double BITS_PER_CHARACTER = 0.5;

    private int[] distinct = new int[SAMPLE];
    private int count;

    /** Takes some of a window's distinct rows, spread evenly over them. */
    void sample(int[] rows, int size) {
        count = 0;
        int step = Math.max(1, (size + SAMPLE - 1) / SAMPLE);
        for (int k = 0; k < size; k += step) {
            distinct[count++] = rows[k];
        }
    }

    /** Probability that a copy of the row among {@code others} samples is a repetition and no chance. */
    double posterior(RowHasher hasher, List<? extends Column> columns, int row, double others) {
        return posteriorWithout(hasher, columns, row, -1, others);
    }

    /** The same for rows that are equal in all columns but one. */
    double posteriorWithout(RowHasher hasher, List<? extends Column> columns, int row, int without, double others) {
        double bits = 0;
        for (int c = 0; c < columns.size(); c++) {
            if (c == without) {
                continue;
            }
            long value = hasher.cell(row, c);
            int equal = 1;
            for (int k = 0; k < count; k++) {
                if (distinct[k] != row && hasher.cell(distinct[k], c) == value) {
                    equal++;
                }
            }
            bits -= Math.log(equal / (count + UNSEEN)) / Math.log(2);
            if (columns.get(c).kind() == ColumnKind.TEXT) {
                String text = columns.get(c).text(row);
                bits += text == null ? 0 : BITS_PER_CHARACTER * text.length();
            }
        }
        return 1 / (1 + PRIOR_ODDS * others * Math.pow(2, -bits));
    }
}
