package io.cleandata.detectors.labels;

import java.util.Arrays;

/**
 * Grows one tree of a random forest (Breiman 2001) on byte codes: Gini impurity, the best split of {@code sqrt(d)} random columns, at
 * least three rows in a leaf, which was better than one on labels with errors.
 *
 * <p>Each tree joins the codes of a number four by four into at most 64 intervals, at a phase of its own: a node's values then fit a
 * 64-bit mask, and its histogram needs no sorting and no clearing, while the forest as a whole keeps the full resolution. Categories are
 * split one against the rest. A node of m rows costs O(m + values) per column, whatever the number of classes: few classes are counted
 * in a histogram, many are chained by interval and moved one by one from right to left.
 *
 * <p>Not thread-safe: one grower for each thread.
 */
final class TreeGrower {

    private static final int LEAST_IN_LEAF = 3;
    private static final int MOST_TRIED = 16;

    private final Bins bins;
    private final int[] y;
    private final int classes;
    private final int[] labelOf;

    private final int[] rows;
    private final int[] spare;
    private final int[] nodeCount;
    private final int[] left;
    private final int[] right;
    private final int[] ys;
    private final int[] present;
    private final int[] histogram;
    private final int[] head = new int[64];
    private final int[] next;
    private final int[] order;
    private final int[] phase;
    private final double[] inverse;

    private int[] node = new int[4 * 256];
    private int[] begin = new int[256];
    private int[] shares = new int[256];
    private int[] leafLabel = new int[512];
    private float[] leafShare = new float[512];
    private int nodes;
    private int leafFill;

    private double bestGain;
    private int bestColumn;
    private int bestCode;
    private boolean bestEqual;

    /** {@code y} holds class indices below {@code labelOf.length}; leaves name the labels {@code labelOf[class]}. */
    TreeGrower(Bins bins, int[] y, int[] labelOf) {
        this.bins = bins;
        this.y = y;
        this.classes = labelOf.length;
        this.labelOf = labelOf;
        int n = bins.rows;
        this.rows = new int[n];
        this.spare = new int[n];
        this.next = new int[n];
        this.nodeCount = new int[classes];
        this.left = new int[classes];
        this.right = new int[classes];
        this.ys = new int[n];
        this.present = new int[classes];
        this.histogram = new int[64 * classes];
        this.order = new int[bins.columns];
        this.phase = new int[bins.columns];
        this.inverse = new double[n + 1];
        for (int i = 1; i <= n; i++) {
            inverse[i] = 1.0 / i;
        }
    }

    /** Grows a tree on {@code size} rows drawn without replacement, and marks them in {@code inBag}. */
    Tree grow(long seed, int size, boolean[] inBag) {
        var random = new SplitMix(seed);
        int n = bins.rows;
        for (int i = 0; i < n; i++) {
            rows[i] = i;
        }
        for (int i = 0; i < size; i++) {
            int j = i + random.below(n - i);
            int r = rows[j];
            rows[j] = rows[i];
            rows[i] = r;
            inBag[r] = true;
        }
        for (int c = 0; c < bins.columns; c++) {
            order[c] = c;
            phase[c] = bins.categorical[c] || bins.edges[c].length < 62 ? -1 : (int) (random.next() & 3);
        }
        nodes = 1;
        leafFill = 0;
        int depth = 0;
        int[] stack = new int[3 * 64];
        stack[0] = 0;
        stack[1] = 0;
        stack[2] = size;
        depth = 1;
        while (depth > 0) {
            depth--;
            int at = stack[3 * depth];
            int from = stack[3 * depth + 1];
            int to = stack[3 * depth + 2];
            int kinds = count(from, to);
            if (to - from < 2 * LEAST_IN_LEAF || kinds == 1 || !split(random, from, to, kinds)) {
                leaf(at, kinds, to - from);
                continue;
            }
            int middle = partition(from, to);
            if (nodes + 2 > begin.length) {
                enlarge();
            }
            node[4 * at] = bestColumn;
            node[4 * at + 1] = threshold(bestColumn, bestCode);
            node[4 * at + 2] = 4 * nodes;
            node[4 * at + 3] = bestEqual ? 1 : 0;
            shares[at] = 0;
            if (3 * (depth + 2) > stack.length) {
                stack = Arrays.copyOf(stack, 2 * stack.length);
            }
            stack[3 * depth] = nodes + 1;
            stack[3 * depth + 1] = middle;
            stack[3 * depth + 2] = to;
            depth++;
            stack[3 * depth] = nodes;
            stack[3 * depth + 1] = from;
            stack[3 * depth + 2] = middle;
            depth++;
            nodes += 2;
        }
        return new Tree(
                Arrays.copyOf(node, 4 * nodes),
                Arrays.copyOf(begin, nodes),
                Arrays.copyOf(shares, nodes),
                Arrays.copyOf(leafLabel, leafFill),
                Arrays.copyOf(leafShare, leafFill));
    }

    /** Class counts of a node, and the list of its classes. */
    private int count(int from, int to) {
        int kinds = 0;
        for (int i = from; i < to; i++) {
            int k = y[rows[i]];
            ys[i] = k;
            if (nodeCount[k]++ == 0) {
                present[kinds++] = k;
            }
        }
        return kinds;
    }

    private void clearCount(int kinds) {
        for (int i = 0; i < kinds; i++) {
            nodeCount[present[i]] = 0;
        }
    }

    private void leaf(int at, int kinds, int size) {
        if (leafFill + kinds > leafLabel.length) {
            int length = Math.max(2 * leafLabel.length, leafFill + kinds);
            leafLabel = Arrays.copyOf(leafLabel, length);
            leafShare = Arrays.copyOf(leafShare, length);
        }
        node[4 * at] = 0;
        node[4 * at + 1] = Integer.MAX_VALUE;
        node[4 * at + 2] = 4 * at;
        node[4 * at + 3] = 0;
        begin[at] = leafFill;
        shares[at] = kinds;
        for (int i = 0; i < kinds; i++) {
            leafLabel[leafFill] = labelOf[present[i]];
            leafShare[leafFill] = (float) ((double) nodeCount[present[i]] / size);
            leafFill++;
        }
        clearCount(kinds);
    }

    /** Looks for the best split; clears the counts when it found one. */
    private boolean split(SplitMix random, int from, int to, int kinds) {
        long square = 0;
        for (int i = 0; i < kinds; i++) {
            square += (long) nodeCount[present[i]] * nodeCount[present[i]];
        }
        int size = to - from;
        double base = square * inverse[size];
        bestGain = base + 1e-9 * size;
        bestColumn = -1;
        int d = bins.columns;
        int wanted = Math.min(MOST_TRIED, Math.max(1, (int) Math.sqrt(d)));
        int tried = 0;
        boolean few = classes <= 3 || (classes <= 16 && size > 8 * classes);
        // Columns that are constant here do not count, as in scikit-learn, but only so many are looked at.
        for (int i = 0; i < d && tried < wanted && i < 4 * wanted + 8; i++) {
            int j = i + random.below(d - i);
            int c = order[j];
            order[j] = order[i];
            order[i] = c;
            boolean usable = few ? byHistogram(c, from, to, square) : byChain(c, from, to, kinds, square);
            tried += usable ? 1 : 0;
        }
        if (bestColumn < 0) {
            return false;
        }
        clearCount(kinds);
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
        } else if (k == 2) {
            scanTwo(c, mask, to - from);
        } else {
            scanFew(c, mask, to - from, square);
        }
        return true;
    }

    private void scanTwo(int c, long mask, int size) {
        int n0 = nodeCount[0];
        int n1 = nodeCount[1];
        int l0 = 0;
        int l1 = 0;
        double best = bestGain;
        for (long rest = mask; (rest & (rest - 1)) != 0; rest &= rest - 1) {
            int b = Long.numberOfTrailingZeros(rest);
            l0 += histogram[2 * b];
            l1 += histogram[2 * b + 1];
            int nl = l0 + l1;
            int nr = size - nl;
            if (nl >= LEAST_IN_LEAF && nr >= LEAST_IN_LEAF) {
                double r0 = n0 - l0;
                double r1 = n1 - l1;
                double gain = ((double) l0 * l0 + (double) l1 * l1) * inverse[nl] + (r0 * r0 + r1 * r1) * inverse[nr];
                if (gain > best) {
                    best = gain;
                    take(gain, c, b, false);
                }
            }
        }
    }

    private void scanFew(int c, long mask, int size, long square) {
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
            consider(c, b, nl, size - nl, l2, r2);
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
            considerEqual(c, b, nl, size - nl, l2, r2);
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
            if (!oneByOne) {
                consider(c, b, nl, size - nl, l2, r2);
                continue;
            }
            considerEqual(c, b, nl, size - nl, l2, r2);
            for (int i = head[b]; i >= 0; i = next[i]) {
                left[ys[i]] = 0;
            }
            nl = 0;
            l2 = 0;
            r2 = (int) square;
        }
        return true;
    }

    private void consider(int c, int b, int nl, int nr, long l2, long r2) {
        if (nl >= LEAST_IN_LEAF && nr >= LEAST_IN_LEAF) {
            double gain = l2 * inverse[nl] + r2 * inverse[nr];
            if (gain > bestGain) {
                take(gain, c, b, false);
            }
        }
    }

    private void considerEqual(int c, int b, int nl, int nr, long l2, long r2) {
        // The joint code of rare categories is no value that a later row could equal.
        if (b != Bins.OTHER && nl >= LEAST_IN_LEAF && nr >= LEAST_IN_LEAF) {
            double gain = l2 * inverse[nl] + r2 * inverse[nr];
            if (gain > bestGain) {
                take(gain, c, b, true);
            }
        }
    }

    private void take(double gain, int c, int b, boolean isEqual) {
        bestGain = gain;
        bestColumn = c;
        bestEqual = isEqual;
        // The last code that goes left.
        int p = phase[c];
        bestCode = p < 0 ? b : 4 * b + 3 - p;
    }

    private int threshold(int c, int code) {
        float[] edges = bins.edges[c];
        if (bestEqual) {
            return Tree.sortable(code == 0 ? Float.NaN : edges[code - 1]);
        }
        // Missing goes left, where code 0 is; beyond the last edge nothing goes right.
        return code == 0
                ? Tree.sortable(Float.NEGATIVE_INFINITY)
                : code > edges.length ? Integer.MAX_VALUE : Tree.sortable(edges[code - 1]);
    }

    /** Stable, so that the tree does not depend on anything but its seed. */
    private int partition(int from, int to) {
        byte[] codes = bins.codes[bestColumn];
        int l = from;
        int kept = 0;
        for (int i = from; i < to; i++) {
            int r = rows[i];
            int code = codes[r] & 255;
            boolean goesLeft = bestEqual ? code == bestCode : code <= bestCode;
            if (goesLeft) {
                rows[l++] = r;
            } else {
                spare[kept++] = r;
            }
        }
        System.arraycopy(spare, 0, rows, l, kept);
        return l;
    }

    private void enlarge() {
        int length = 2 * begin.length;
        node = Arrays.copyOf(node, 4 * length);
        begin = Arrays.copyOf(begin, length);
        shares = Arrays.copyOf(shares, length);
    }
}
