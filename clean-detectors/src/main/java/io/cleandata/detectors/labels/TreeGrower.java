package io.cleandata.detectors.labels;

import java.util.Arrays;

/**
 * Grows one tree of a random forest (Breiman 2001) on byte codes, with the splits of {@link SplitSearch}.
 *
 * <p>Not thread-safe: one grower for each thread.
 */
final class TreeGrower {

    private final Bins bins;
    private final int[] y;
    private final int[] labelOf;
    private final int[] hash;

    private final int[] rows;
    private final int[] spare;
    private final int[] nodeCount;
    private final int[] ys;
    private final int[] present;
    private final SplitSearch search;

    private int[] node = new int[4 * 256];
    private int[] begin = new int[256];
    private int[] shares = new int[256];
    private int[] leafLabel = new int[512];
    private float[] leafShare = new float[512];
    private int nodes;
    private int leafFill;

    /** {@code y} holds class indices below {@code labelOf.length}; leaves name the labels {@code labelOf[class]}; {@code hash} tells rows apart. */
    TreeGrower(Bins bins, int[] y, int[] labelOf, int[] hash) {
        this.bins = bins;
        this.hash = hash;
        this.y = y;
        int classes = labelOf.length;
        this.labelOf = labelOf;
        int n = bins.rows;
        this.rows = new int[n];
        this.spare = new int[n];
        this.nodeCount = new int[classes];
        this.ys = new int[n];
        this.present = new int[classes];
        this.search = new SplitSearch(bins, rows, ys, nodeCount, present);
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
        int[] bag = new int[size];
        for (int i = 0; i < size; i++) {
            bag[i] = hash[rows[i]];
        }
        search.begin(random);
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
            if (to - from < 2 * SplitSearch.LEAST_IN_LEAF || kinds == 1 || !search.find(random, from, to, kinds)) {
                leaf(at, kinds, to - from);
                continue;
            }
            clearCount(kinds);
            int middle = partition(from, to);
            if (nodes + 2 > begin.length) {
                enlarge();
            }
            node[4 * at] = search.column;
            node[4 * at + 1] = threshold(search.column, search.code);
            node[4 * at + 2] = 4 * nodes;
            node[4 * at + 3] = search.equal ? 1 : 0;
            begin[at] = 0;
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
                Arrays.copyOf(leafShare, leafFill),
                bag);
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

    private int threshold(int c, int code) {
        float[] edges = bins.edges[c];
        if (search.equal) {
            return Tree.sortable(code == 0 ? Float.NaN : edges[code - 1]);
        }
        // Missing goes left, where code 0 is; beyond the last edge nothing goes right.
        return code == 0
                ? Tree.sortable(Float.NEGATIVE_INFINITY)
                : code > edges.length ? Integer.MAX_VALUE : Tree.sortable(edges[code - 1]);
    }

    /** Stable, so that the tree does not depend on anything but its seed. */
    private int partition(int from, int to) {
        byte[] codes = bins.codes[search.column];
        int l = from;
        int kept = 0;
        for (int i = from; i < to; i++) {
            int r = rows[i];
            int code = codes[r] & 255;
            boolean goesLeft = search.equal ? code == search.code : code <= search.code;
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
