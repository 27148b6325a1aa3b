package io.cleandata.detectors.duplicates;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import java.util.Arrays;
import java.util.List;

/**
 * How many equal samples chance alone would bring.
 *
 * <p><b>Statistic.</b> A sample of two coin tosses is bound to recur; one of ten measurements is not. The information of a sample is the sum over its
 * cells of -log2 of the cell's share among the window's distinct samples (at most {@value #SAMPLE} of them), smoothed as if 30 further distinct
 * values had been seen, plus half a bit for each character of free text. Among N others chance then brings N / 2^information equal
 * ones. With one repetition expected in 50 samples, the posterior that an equal one is a repetition is 1 / (1 + 50 times that).
 *
 * <p>A field that follows from another says little beyond it: the distance of a flight is given with its airports. So no cell counts for more
 * than -log2 of the share of pairs of samples that agree in its field among those that agree in the field it depends on most, smoothed towards the
 * share among all pairs. Which depends on which is a tree (Chow and Liu, IEEE Trans. Inf. Theory 14, 1968), grown from the field that tells most by
 * what agreement in one field tells of agreement in another (collision entropy, which needs no table of values). Pairs that agree in all fields but one
 * or in all but those that may differ in a copy are what is judged here, and do not count.
 *
 * <p>What still follows from more than one other field (parties and their votes) shows in the pairs that nearly agree ({@link NearMisses}): where by these more
 * pairs are equal by chance than by the rows' information, all rows tell so much less. Copies beyond those that chance
 * then brings are repetitions; so many are expected, and not one in 50, where they are more, and that share of one in 50, where they are fewer.
 *
 * <p><b>Assumes</b> that a field depends on one other at most, but for what the near misses of the window as a whole show; that samples are drawn independently of each other, so
 * that a slow sensor or a cycle must be told apart elsewhere ({@link UsualRate}); and that most of the sampled rows are no copies.
 *
 * <p><b>Cost.</b> Nothing where no row is judged. Else once in a window the agreements of the pairs of {@value #SAMPLE} rows in {@value #MOST_FIELDS} fields, up to
 * {@value #MOST_STEPS} steps, and for exact copies a look at all pairs of {@value #CLOSE_SAMPLE} rows, which ends at the fourth field that differs; then {@value #SAMPLE} comparisons for each
 * cell of a judged row, and fields squared steps when other columns may differ than in the row before.
 */
final class ChanceEquality {

    private static final int SAMPLE = 256;
    private static final int CLOSE_SAMPLE = 512;
    private static final int MEAN_OF = 64;
    private static final double UNSEEN = 30;
    private static final double PRIOR = 0.02;
    private static final double NONE = 1e-6;
    private static final double BITS_PER_CHARACTER = 0.5;
    private static final int MOST_FIELDS = 64;
    private static final int MOST_STEPS = 4_000_000;
    /** Weight, in pairs, of the share among all pairs. */
    private static final double PULL = 5;

    private final int[] distinct = new int[SAMPLE];
    /** A hash table of values: the row that was put there last. */
    private final int[] last = new int[2 * SAMPLE];
    /** Those whose pairs are looked at for near misses, which are rare. */
    private final int[] close = new int[CLOSE_SAMPLE];

    private int closeCount;
    private int count;
    private final NearMisses nearMisses = new NearMisses();
    private boolean calibrated;
    private double surplus;
    /** How many of the samples are expected to be repetitions. */
    private double repetitions = PRIOR;

    private int copies = 1;
    private int samples = 1;
    private int remembered;
    private boolean closed;
    private boolean paired;
    private int pairs;
    /** Pairs that agree in two fields, by {@code first * fields + second}; on the diagonal those that agree in one. */
    private int[] agreeing = new int[0];

    private int fields;
    /** For each field the most that its agreement tells; infinite where there is no bound. */
    private double[] bounds = new double[0];

    private Keys boundsWithout = Keys.NONE;
    private long keys;
    private long inexact;

    /** Takes some of a window's distinct rows, spread evenly over them. */
    void sample(int[] rows, int size) {
        count = spread(rows, size, distinct);
        paired = false;
        calibrated = false;
        keys = 0;
        inexact = 0;
    }

    /** Says which columns are given anew to what is sent again, and which of the others may differ in it. */
    void ignore(Keys given, boolean[] differing) {
        keys = given.bits();
        for (int c = 0; c < Math.min(differing.length, MOST_FIELDS); c++) {
            inexact |= differing[c] ? 1L << c : 0;
        }
    }

    private static int spread(int[] rows, int size, int[] sample) {
        int step = Math.max(1, (size + sample.length - 1) / sample.length);
        int taken = 0;
        for (int k = 0; k < size; k += step) {
            sample[taken++] = rows[k];
        }
        return taken;
    }

    /**
     * Takes all of a window's rows, how many of these are copies of earlier ones, and how many distinct ones are remembered beside. Where most that are distinct
     * come again in the window their set is closed, and how often they come tells nothing of repetitions.
     */
    void observe(int[] rows, int size, int copies, int remembered, boolean closed) {
        this.closed = closed;
        closeCount = spread(rows, size, close);
        this.copies = copies;
        this.samples = size;
        this.remembered = remembered;
        calibrated = false;
    }

    /** Probability that a copy of the row among {@code others} samples is a repetition and no chance. */
    double posterior(RowHasher hasher, List<? extends Column> columns, int row, double others) {
        if (!calibrated) {
            calibrate(hasher, columns);
            calibrated = true;
        }
        return repetitions == 0 ? 0 : posterior(bits(hasher, columns, row, Keys.NONE) - surplus, others, repetitions);
    }

    /** The same for rows that are equal in all columns but some. */
    double posteriorWithout(RowHasher hasher, List<? extends Column> columns, int row, Keys without, double others) {
        return posterior(bits(hasher, columns, row, without), others, PRIOR);
    }

    private static double posterior(double bits, double others, double prior) {
        return 1 / (1 + others * Math.pow(2, -bits) / prior);
    }

    /** By how many bits the rows seem to tell more than the pairs that nearly agree let them, and how many copies come beyond chance. */
    private void calibrate(RowHasher hasher, List<? extends Column> columns) {
        nearMisses.count(hasher, close, closeCount, columns.size());
        double mean = 0;
        int rows = 0;
        for (int k = 0; k < count; k += SAMPLE / MEAN_OF) {
            mean += Math.pow(2, -bits(hasher, columns, distinct[k], Keys.NONE));
            rows++;
        }
        mean /= Math.max(1, rows);
        double equal = Math.max(mean, nearMisses.equal());
        surplus = equal > mean ? log2(equal / mean) : 0;
        double chance = equal * samples < NONE
                ? 0
                : samples - Math.exp(-equal * remembered) * -Math.expm1(-equal * samples) / equal;
        double share = Math.max(0, 1 - chance / copies);
        repetitions = share * (closed ? PRIOR : Math.max(PRIOR, (double) copies / samples));
    }

    private double bits(RowHasher hasher, List<? extends Column> columns, int row, Keys without) {
        if (!paired) {
            pair(hasher, columns.size());
            grow(without);
            paired = true;
        } else if (!without.same(boundsWithout)) {
            grow(without);
        }
        double bits = 0;
        for (int c = 0; c < columns.size(); c++) {
            if (!without.contains(c)) {
                bits += Math.min(
                        alone(hasher, columns.get(c), row, c), c < fields ? bounds[c] : Double.POSITIVE_INFINITY);
            }
        }
        return bits;
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

    /** Grows the tree over all fields but some, by Prim's algorithm, and bounds each field by its parent. */
    private void grow(Keys without) {
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
            if (!without.contains(c) && agreeing[c * fields + c] > 0 && (next < 0 || bits(c) > bits(next))) {
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
                if (!without.contains(c) && !inTree[c] && agreeing[c * fields + c] > 0) {
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
        int[] next = new int[count * fields];
        for (int c = 0; c < fields; c++) {
            chain(hasher, c, next);
        }
        boolean noneJudged = judged(0);
        long[] agree = new long[count];
        int[] agreed = new int[count];
        for (int i = 0; i < count; i++) {
            int end = Math.min(count, i + 1 + reach);
            int size = 0;
            for (int c = 0; c < fields; c++) {
                for (int j = next[c * count + i]; j < end; j = next[c * count + j]) {
                    agreed[size] = j;
                    size += agree[j] == 0 ? 1 : 0;
                    agree[j] |= 1L << c;
                }
            }
            pairs += noneJudged ? 0 : end - i - 1 - size;
            for (int k = 0; k < size; k++) {
                long fieldsAgreed = agree[agreed[k]];
                agree[agreed[k]] = 0;
                if (!judged(fieldsAgreed)) {
                    pairs++;
                    count(fieldsAgreed);
                }
            }
        }
    }

    /** Sets for each row the next one that has the same value in a column, {@code count} where there is none. */
    private void chain(RowHasher hasher, int c, int[] next) {
        Arrays.fill(last, -1);
        int mask = last.length - 1;
        for (int k = count - 1; k >= 0; k--) {
            long cell = hasher.cell(distinct[k], c);
            int slot = (int) (cell ^ cell >>> 32) & mask;
            while (last[slot] >= 0 && hasher.cell(distinct[last[slot]], c) != cell) {
                slot = (slot + 1) & mask;
            }
            next[c * count + k] = last[slot] < 0 ? count : last[slot];
            last[slot] = k;
        }
    }

    /** Whether two rows that agree in these fields may be linked. */
    private boolean judged(long agree) {
        long differing = (fields == 64 ? -1 : (1L << fields) - 1) & ~agree;
        long rest = differing & ~keys;
        return Long.bitCount(differing) <= 1 || rest == 0 || Long.bitCount(rest) == 1 && (rest & inexact) != 0;
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
