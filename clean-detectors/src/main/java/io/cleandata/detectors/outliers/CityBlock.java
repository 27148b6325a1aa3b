package io.cleandata.detectors.outliers;

import java.util.Arrays;

/** Sums of absolute differences (L1) of one row to others, in loops over four columns at once that the compiler vectorises. */
final class CityBlock {

    private CityBlock() {}

    /** Writes the distances of a row to the rows {@code from..to} to {@code target[from..to)}. */
    static void distances(float[][] columns, int row, float[] target, int from, int to) {
        Arrays.fill(target, from, to, 0f);
        int c = 0;
        for (; c + 4 <= columns.length; c += 4) {
            addFour(target, columns[c], columns[c + 1], columns[c + 2], columns[c + 3], row, from, to);
        }
        for (; c < columns.length; c++) {
            addOne(target, columns[c], row, from, to);
        }
    }

    private static void addFour(float[] r, float[] a, float[] b, float[] c, float[] d, int i, int from, int to) {
        float va = a[i];
        float vb = b[i];
        float vc = c[i];
        float vd = d[i];
        for (int j = from; j < to; j++) {
            r[j] += (Math.abs(va - a[j]) + Math.abs(vb - b[j])) + (Math.abs(vc - c[j]) + Math.abs(vd - d[j]));
        }
    }

    private static void addOne(float[] r, float[] a, int i, int from, int to) {
        float va = a[i];
        for (int j = from; j < to; j++) {
            r[j] += Math.abs(va - a[j]);
        }
    }
}
