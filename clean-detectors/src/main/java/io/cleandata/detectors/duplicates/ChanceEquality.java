package io.cleandata.detectors.duplicates;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import java.util.Arrays;
import java.util.List;

/**
 * How many equal samples chance alone would bring.
 *
 * <p>A sample of two coin tosses is bound to recur; one of ten measurements is not. The information of a sample is the sum over its
 * cells of -log2 of the cell's share among the window's distinct samples (at most 256 of them), smoothed as if 30 further distinct
 * values had been seen, plus half a bit for each character of free text. Among N others chance then brings N / 2^information equal
 * ones. With one repetition expected in 50 samples, the posterior that an equal one is a repetition is 1 / (1 + 50 times that).
 *
 * <p>A field that follows from another says little beyond it: the distance of a flight is given with its airports. So no cell counts for more
 * than -log2 of the share of pairs of samples that agree in its field among those that agree in the field it depends on most, smoothed towards the
 * share among all pairs. Which depends on which is a tree (Chow and Liu, IEEE Trans. Inf. Theory 14, 1968), grown from the field that tells most by
 * what agreement in one field tells of agreement in another (collision entropy, which needs no table of values). Pairs that agree in all fields but one
 * are what is judged here, and do not count.
 */
final class ChanceEquality {

    private static final int SAMPLE = 256;
    private static final double UNSEEN = 30;
    private static final double PRIOR_ODDS = 50;
    private static final double BITS_PER_CHARACTER = 0.5;
    private static final int MOST_FIELDS = 64;
    private static final int MOST_STEPS = 4_000_000;
    /** Weight, in pairs, of the share among all pairs. */
    private static final double PULL = 5;

    private int[] distinct = new int[SAMPLE];
    private int count;
    private boolean paired;
    private int pairs;
    /** Pairs that agree in two fields, by {@code first * fields + second}; on the diagonal those that agree in one. */
    private int[] agreeing = new int[0];

    private int fields;
    /** For each field the most that its agreement tells; infinite where there is no bound. */
    private double[] bounds = new double[0];

    private int boundsWithout;

    /** Takes some of a window's distinct rows, spread evenly over them. */
    void sample(int[] rows, int size) {
        count = 0;
        int step = Math.max(1, (size + SAMPLE - 1) / SAMPLE);
        for (int k = 0; k < size; k += step) {
            distinct[count++] = rows[k];
        }
        paired = false;
    }

    /** Probability that a copy of the row among {@code others} samples is a repetition and no chance. */
    double posterior(RowHasher hasher, List<? extends Column> columns, int row, double others) {
        return posteriorWithout(hasher, columns, row, -1, others);
    }

    /** The same for rows that are equal in all columns but one. */
    double posteriorWithout(RowHasher hasher, List<? extends Column> columns, int row, int without, double others) {
        if (!paired) {
            pair(hasher, columns.size());
            grow(without);
            paired = true;
        } else if (without != boundsWithout) {
            grow(without);
        }
        double bits = 0;
        for (int c = 0; c < columns.size(); c++) {
            if (c != without) {
                bits += Math.min(
                        alone(hasher, columns.get(c), row, c), c < fields ? bounds[c] : Double.POSITIVE_INFINITY);
            }
        }
        return 1 / (1 + PRIOR_ODDS * others * Math.pow(2, -bits));
    }

    private double alone(RowHasher hasher, Column column, int row, int c) {
        long value = hasher.cell(row, c);
        int equal = 1;
        for (int k = 0; k < count; k++) {
            if (distinct[k] != row && hasher.cell(distinct[k], c) == value) {
                equal++;
            }
        }
        double bits = -log2(equal / (count + UNSEEN));
        if (column.kind() == ColumnKind.TEXT) {
            String text = column.text(row);
            bits += text == null ? 0 : BITS_PER_CHARACTER * text.length();
        }
        return bits;
    }

    /** Grows the tree over all fields but one, by Prim's algorithm, and bounds each field by its parent. */
    private void grow(int without) {
        boundsWithout = without;
        bounds = new double[fields];
        Arrays.fill(bounds, Double.POSITIVE_INFINITY);
        if (pairs == 0) {
            return;
        }
        boolean[] inTree = new boolean[fields];
        double[] given = new double[fields];
        Arrays.fill(given, Double.POSITIVE_INFINITY);
        int next = -1;
        for (int c = 0; c < fields; c++) {
            if (c != without && agreeing[c * fields + c] > 0 && (next < 0 || bits(c) > bits(next))) {
                next = c;
            }
        }
        while (next >= 0) {
            inTree[next] = true;
            bounds[next] = given[next];
            int parent = next;
            next = -1;
            double best = 0;
            for (int c = 0; c < fields; c++) {
                if (c != without && !inTree[c] && agreeing[c * fields + c] > 0) {
                    given[c] = Math.min(given[c], bits(c, parent));
                    double gain = bits(c) - given[c];
                    if (gain > best) {
                        best = gain;
                        next = c;
                    }
                }
            }
        }
    }

    private double bits(int c) {
        return -log2((double) agreeing[c * fields + c] / pairs);
    }

    private double bits(int c, int parent) {
        int both = agreeing[Math.min(c, parent) * fields + Math.max(c, parent)];
        double overall = (double) agreeing[c * fields + c] / pairs;
        return -log2((both + PULL * overall) / (agreeing[parent * fields + parent] + PULL));
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    private void pair(RowHasher hasher, int d) {
        fields = Math.min(d, MOST_FIELDS);
        pairs = 0;
        if (agreeing.length != fields * fields) {
            agreeing = new int[fields * fields];
        } else {
            Arrays.fill(agreeing, 0);
        }
        int reach = Math.max(1, MOST_STEPS / (SAMPLE * Math.max(1, fields * fields)));
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count && j <= i + reach; j++) {
                long agree = 0;
                for (int c = 0; c < fields; c++) {
                    agree |= hasher.cell(distinct[i], c) == hasher.cell(distinct[j], c) ? 1L << c : 0;
                }
                if (Long.bitCount(agree) < fields - 1) {
                    pairs++;
                    count(agree);
                }
            }
        }
    }

    private void count(long agree) {
        for (long first = agree; first != 0; first &= first - 1) {
            int p = Long.numberOfTrailingZeros(first);
            for (long second = first; second != 0; second &= second - 1) {
                agreeing[p * fields + Long.numberOfTrailingZeros(second)]++;
            }
        }
    }
}
