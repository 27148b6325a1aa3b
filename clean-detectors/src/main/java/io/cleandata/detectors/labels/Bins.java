package io.cleandata.detectors.labels;

import java.util.Arrays;

/**
 * Turns the columns of a training table into codes of one byte, on which trees are grown.
 *
 * <p>Numbers: code 0 is missing, code c is the c-th interval between at most 251 edges, which lie half-way between neighbouring values
 * (or between quantiles, where there are more values than that). Categories: 0 is missing, the 61 most frequent ones have codes of their
 * own, 62 is all others.
 */
final class Bins {

    static final int MAX_EDGES = 251;
    static final int OTHER = 62;
    private static final int SAMPLE = 1024;

    final int columns;
    final int rows;
    final boolean[] categorical;
    /** [column][row], unsigned. */
    final byte[][] codes;
    /** Numbers: {@code edges[column][c - 1]} is the upper edge of code c. Categories: the value of code c at {@code c - 1}. */
    final float[][] edges;

    private Bins(int columns, int rows, boolean[] categorical) {
        this.columns = columns;
        this.rows = rows;
        this.categorical = categorical;
        this.codes = new byte[columns][rows];
        this.edges = new float[columns][];
    }

    /** {@code values[column][slot]}, NaN where missing; {@code slots} are the rows to code. */
    static Bins of(float[][] values, boolean[] categorical, int[] slots, int rows, Forking forking) {
        int columns = values.length;
        Bins bins = new Bins(columns, rows, categorical);
        int groups = Math.min(columns, 8);
        forking.run(groups, g -> {
            float[] scratch = new float[2 * SAMPLE];
            for (int c = g; c < columns; c += groups) {
                if (categorical[c]) {
                    bins.categories(c, values[c], slots);
                } else {
                    bins.numbers(c, values[c], slots, scratch);
                }
            }
        });
        return bins;
    }

    private void numbers(int c, float[] column, int[] slots, float[] scratch) {
        int step = Math.max(1, rows / SAMPLE);
        int m = 0;
        for (int r = rows - 1; r >= 0; r -= step) {
            float v = column[slots[r]];
            if (!Float.isNaN(v)) {
                scratch[m++] = v;
            }
        }
        Arrays.sort(scratch, 0, m);
        float[] cut = new float[256];
        int n = edgesOf(scratch, m, cut);
        Arrays.fill(cut, n, 256, Float.POSITIVE_INFINITY);
        edges[c] = Arrays.copyOf(cut, n);
        byte[] out = codes[c];
        for (int r = 0; r < rows; r++) {
            float v = column[slots[r]];
            // Branch-free search: the number of edges below v.
            int at = cut[127] < v ? 128 : 0;
            at += cut[at + 63] < v ? 64 : 0;
            at += cut[at + 31] < v ? 32 : 0;
            at += cut[at + 15] < v ? 16 : 0;
            at += cut[at + 7] < v ? 8 : 0;
            at += cut[at + 3] < v ? 4 : 0;
            at += cut[at + 1] < v ? 2 : 0;
            at += cut[at] < v ? 1 : 0;
            out[r] = (byte) (!Float.isNaN(v) ? at + 1 : 0);
        }
    }

    private static int edgesOf(float[] sorted, int m, float[] cut) {
        int distinct = m > 0 ? 1 : 0;
        for (int i = 1; i < m; i++) {
            distinct += sorted[i] > sorted[i - 1] ? 1 : 0;
        }
        int n = 0;
        int next = 0;
        for (int i = 1; i < m && n < MAX_EDGES; i++) {
            if (sorted[i] > sorted[i - 1] && (distinct <= MAX_EDGES + 1 || i >= next)) {
                float middle = sorted[i - 1] + (sorted[i] - sorted[i - 1]) / 2;
                cut[n++] = middle < sorted[i] ? middle : sorted[i - 1];
                next = (int) ((long) m * (n + 1) / (MAX_EDGES + 1));
            }
        }
        return n;
    }

    private void categories(int c, float[] column, int[] slots) {
        Categories top = Categories.mostFrequent(column, slots, rows, OTHER - 1, 1);
        edges[c] = top.levels;
        byte[] out = codes[c];
        for (int r = 0; r < rows; r++) {
            float v = column[slots[r]];
            int at = top.place(v);
            out[r] = (byte) (Float.isNaN(v) ? 0 : at >= 0 ? at + 1 : OTHER);
        }
    }
}
