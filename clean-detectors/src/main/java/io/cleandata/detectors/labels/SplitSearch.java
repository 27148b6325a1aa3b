package io.cleandata.detectors.labels;

import java.util.Arrays;

/**
 * Looks for the split of a node that lowers the Gini impurity most, among {@code sqrt(d)} random columns.
 *
 * <p>Each tree joins the codes of a number four by four into at most 64 intervals, at a phase of its own: a node's values then fit a
 * 64-bit mask, and its histogram needs no sorting, while the forest as a whole keeps the full resolution. Categories are
 * split one against the rest. A node of m rows costs O(m + values) per column, whatever the number of classes: up to three classes are
 * counted in one number for each interval, some more in a histogram, many are chained by interval and moved one by one from right to left.
 */
final class SplitSearch {

    /** Better than one on labels with errors. */
    static final int LEAST_IN_LEAF = 3;

    private static final int MOST_TRIED = 16;
    private static final int PACKED_CLASSES = 3;
    private static final int PACKED_BITS = 21;
    private static final int PACKED_MASK = (1 << PACKED_BITS) - 1;

    private final Bins bins;
    private final int classes;
    private final int[] rows;
    private final int[] ys;
    private final int[] nodeCount;
    private final int[] present;

    private final int[] left;
    private final int[] right;
    private final int[] histogram;
    private final long[] packed = new long[64];
    private final long[] ones;
    private final int[] head = new int[64];
    private final int[] next;
    private final int[] order;
    private final int[] phase;
    private final double[] inverse;

    private double gain;

    /** What the last search found: the column, the last code that goes left, and whether only that code does. */
    int column;

    int code;
    boolean equal;

    /**
     * Searches in nodes that are stretches of {@code rows}; the four arrays are the caller's, who fills them.
     *
     * @param rows of the table
     * @param ys class of each of these
     * @param nodeCount how many of the node's rows are of each class
     * @param present the classes of the node
     */
    SplitSearch(Bins bins, int[] rows, int[] ys, int[] nodeCount, int[] present) {
        this.bins = bins;
        this.classes = nodeCount.length;
        this.rows = rows;
        this.ys = ys;
        this.nodeCount = nodeCount;
        this.present = present;
        this.left = new int[classes];
        this.right = new int[classes];
        this.histogram = new int[64 * classes];
        int n = rows.length;
        this.ones = new long[n];
        this.next = new int[n];
        this.order = new int[bins.columns];
        this.phase = new int[bins.columns];
        this.inverse = new double[n + 1];
        for (int i = 1; i <= n; i++) {
            inverse[i] = 1.0 / i;
        }
    }

    /** Draws the phases of a new tree. */
    void begin(SplitMix random) {
        for (int c = 0; c < bins.columns; c++) {
            order[c] = c;
            phase[c] = bins.categorical[c] || bins.edges[c].length < 62 ? -1 : (int) (random.next() & 3);
        }
    }

    /** Whether a split of {@code rows[from..to)}, which are of {@code kinds} classes, lowers the impurity. */
    boolean find(SplitMix random, int from, int to, int kinds) {
        long square = 0;
        for (int i = 0; i < kinds; i++) {
            square += (long) nodeCount[present[i]] * nodeCount[present[i]];
        }
        int size = to - from;
        gain = square * inverse[size] + 1e-9 * size;
        column = -1;
        boolean pack = classes <= PACKED_CLASSES && size <= PACKED_MASK;
        if (pack) {
            for (int i = from; i < to; i++) {
                ones[i] = 1L << (PACKED_BITS * ys[i]);
            }
        }
        boolean few = classes <= 16 && size > 8 * classes;
        int d = bins.columns;
        int wanted = Math.min(MOST_TRIED, Math.max(1, (int) Math.sqrt(d)));
        int tried = 0;
        // Columns that are constant here do not count, as in scikit-learn, but only so many are looked at.
        for (int i = 0; i < d && tried < wanted && i < 4 * wanted + 8; i++) {
            int j = i + random.below(d - i);
            int c = order[j];
            order[j] = order[i];
            order[i] = c;
            boolean usable = pack
                    ? byPackedCounts(c, from, to)
                    : few ? byHistogram(c, from, to, square) : byChain(c, from, to, kinds, square);
            tried += usable ? 1 : 0;
        }
        return column >= 0;
    }

    private boolean byPackedCounts(int c, int from, int to) {
        byte[] codes = bins.codes[c];
        int p = phase[c];
        long mask = 0;
        int shift = p < 0 ? 0 : 2;
        int add = Math.max(p, 0);
        for (int i = from; i < to; i++) {
            int b = ((codes[rows[i]] & 255) + add) >>> shift;
            mask |= 1L << b;
            packed[b] += ones[i];
        }
        if ((mask & (mask - 1)) == 0) {
            packed[Long.numberOfTrailingZeros(mask)] = 0;
            return false;
        }
        long all = 0;
        for (int k = 0; k < classes; k++) {
            all += (long) nodeCount[k] << (PACKED_BITS * k);
        }
        int size = to - from;
        boolean oneByOne = bins.categorical[c];
        long sum = 0;
        for (long rest = mask; rest != 0; rest &= rest - 1) {
            int b = Long.numberOfTrailingZeros(rest);
            sum = oneByOne ? packed[b] : sum + packed[b];
            packed[b] = 0;
            long other = all - sum;
            long l0 = sum & PACKED_MASK;
            long l1 = (sum >>> PACKED_BITS) & PACKED_MASK;
            long l2 = sum >>> (2 * PACKED_BITS);
            long r0 = other & PACKED_MASK;
            long r1 = (other >>> PACKED_BITS) & PACKED_MASK;
            long r2 = other >>> (2 * PACKED_BITS);
            int nl = (int) (l0 + l1 + l2);
            consider(c, b, oneByOne, nl, size - nl, l0 * l0 + l1 * l1 + l2 * l2, r0 * r0 + r1 * r1 + r2 * r2);
        }
        return true;
    }

    private boolean byHistogram(int c, int from, int to, long square) {
        byte[] codes = bins.codes[c];
        int p = phase[c];
        int k = classes;
        long mask = 0;
        int shift = p < 0 ? 0 : 2;
        int add = Math.max(p, 0);
        for (int i = from; i < to; i++) {
            int r = rows[i];
            int b = ((codes[r] & 255) + add) >>> shift;
            int at = b * k;
            if ((mask & (1L << b)) == 0) {
                mask |= 1L << b;
                for (int q = 0; q < k; q++) {
                    histogram[at + q] = 0;
                }
            }
            histogram[at + ys[i]]++;
        }
        if ((mask & (mask - 1)) == 0) {
            return false;
        }
        if (bins.categorical[c]) {
            oneAgainstRest(c, mask, to - from);
        } else {
            scan(c, mask, to - from, square);
        }
        return true;
    }

    private void scan(int c, long mask, int size, long square) {
        int k = classes;
        System.arraycopy(nodeCount, 0, right, 0, k);
        Arrays.fill(left, 0, k, 0);
        int nl = 0;
        long l2 = 0;
        long r2 = square;
        for (long rest = mask; (rest & (rest - 1)) != 0; rest &= rest - 1) {
            int b = Long.numberOfTrailingZeros(rest);
            int at = b * k;
            for (int q = 0; q < k; q++) {
                int h = histogram[at + q];
                l2 += (long) h * (2 * left[q] + h);
                r2 -= (long) h * (2 * right[q] - h);
                left[q] += h;
                right[q] -= h;
                nl += h;
            }
            consider(c, b, false, nl, size - nl, l2, r2);
        }
    }

    private void oneAgainstRest(int c, long mask, int size) {
        int k = classes;
        for (long rest = mask; rest != 0; rest &= rest - 1) {
            int b = Long.numberOfTrailingZeros(rest);
            int at = b * k;
            int nl = 0;
            long l2 = 0;
            long r2 = 0;
            for (int q = 0; q < k; q++) {
                long h = histogram[at + q];
                long o = nodeCount[q] - h;
                nl += (int) h;
                l2 += h * h;
                r2 += o * o;
            }
            consider(c, b, true, nl, size - nl, l2, r2);
        }
    }

    private boolean byChain(int c, int from, int to, int kinds, long square) {
        byte[] codes = bins.codes[c];
        int p = phase[c];
        long mask = 0;
        int shift = p < 0 ? 0 : 2;
        int add = Math.max(p, 0);
        for (int i = from; i < to; i++) {
            int r = rows[i];
            int b = ((codes[r] & 255) + add) >>> shift;
            next[i] = (mask & (1L << b)) == 0 ? -1 : head[b];
            mask |= 1L << b;
            head[b] = i;
        }
        if ((mask & (mask - 1)) == 0) {
            return false;
        }
        boolean oneByOne = bins.categorical[c];
        for (int i = 0; i < kinds; i++) {
            left[present[i]] = 0;
        }
        int size = to - from;
        int nl = 0;
        // The sums of squares of both sides, moved row by row; below 2^31 for up to 46,000 rows, and a bag has fewer.
        int l2 = 0;
        int r2 = (int) square;
        for (long rest = mask; rest != 0; rest &= rest - 1) {
            int b = Long.numberOfTrailingZeros(rest);
            for (int i = head[b]; i >= 0; i = next[i]) {
                int q = ys[i];
                int l = left[q];
                left[q] = l + 1;
                l2 += 2 * l + 1;
                r2 -= 2 * (nodeCount[q] - l) - 1;
                nl++;
            }
            consider(c, b, oneByOne, nl, size - nl, l2, r2);
            if (!oneByOne) {
                continue;
            }
            for (int i = head[b]; i >= 0; i = next[i]) {
                left[ys[i]] = 0;
            }
            nl = 0;
            l2 = 0;
            r2 = (int) square;
        }
        return true;
    }

    private void consider(int c, int b, boolean alone, int nl, int nr, long l2, long r2) {
        if (nl < LEAST_IN_LEAF || nr < LEAST_IN_LEAF) {
            return;
        }
        double found = l2 * inverse[nl] + r2 * inverse[nr];
        // The joint code of rare categories is no value that a later row could equal.
        if (found > gain && !(alone && b == Bins.OTHER)) {
            gain = found;
            column = c;
            equal = alone;
            int p = phase[c];
            code = p < 0 ? b : 4 * b + 3 - p;
        }
    }
}
