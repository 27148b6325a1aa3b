package io.cleandata.detectors.outliers;

import java.util.Arrays;

/**
 * Rows that are compared with each other, by column, and the distances between them.
 *
 * <p><b>Distance.</b> The sum of absolute differences (L1) over the columns. What the row lacks from which it is measured is left out; where only the other row lacks a value, it counts as the
 * row's own difference to the center of the column, and at least as the usual one, so that a row of few values is nobody's neighbour for that. Distances from a row and to it may so
 * differ. Better is what {@link Imputation} makes of the columns first.
 *
 * <p><b>Cost.</b> Loops over four columns at once that the compiler vectorises; one at a time where values are missing.
 */
final class Rows {

    /** Of a column in which no row lacks a value. */
    static final float[] ALL = new float[0];

    /** Scaled numbers, finite; any where a value is missing. */
    final float[][] columns;

    /** For each column 1 where a row has a value and 0 where it lacks one, or {@link #ALL}. */
    final float[][] present;

    /** What one spread of each column adds to a distance. */
    final float[] weights;

    /** For each column in which values are missing the mean absolute difference to its center. */
    final float[] usual;

    private final int[] whole;
    private final int[] sparse;
    private final float weight;

    Rows(float[][] columns, float[][] present, float[] weights, float[] usual) {
        this.columns = columns;
        this.present = present;
        this.weights = weights;
        this.usual = usual;
        int wholes = 0;
        float sum = 0;
        for (int k = 0; k < columns.length; k++) {
            wholes += present[k].length == 0 ? 1 : 0;
            sum += weights[k];
        }
        weight = sum;
        whole = new int[wholes];
        sparse = new int[columns.length - wholes];
        for (int k = 0, w = 0, s = 0; k < columns.length; k++) {
            if (present[k].length == 0) {
                whole[w++] = k;
            } else {
                sparse[s++] = k;
            }
        }
    }

    /** Rows that have all values, in columns of weight 1. */
    static Rows complete(float[]... columns) {
        float[][] present = new float[columns.length][];
        float[] weights = new float[columns.length];
        Arrays.fill(present, ALL);
        Arrays.fill(weights, 1);
        return new Rows(columns, present, weights, new float[columns.length]);
    }

    /** Whether a row has a value in a column. */
    boolean has(int column, int row) {
        return present[column].length == 0 || present[column][row] != 0;
    }

    /** How far a row is from another in one column that it has a value in, as distances count it. */
    float difference(int column, int row, int other) {
        float value = columns[column][row];
        return has(column, other) ? Math.abs(value - columns[column][other]) : Math.max(Math.abs(value), usual[column]);
    }

    /** The columns in which values are missing; not to be changed. */
    int[] sparse() {
        return sparse;
    }

    /** Whether a row lacks any value. */
    boolean lacks(int row) {
        for (int k : sparse) {
            if (present[k][row] == 0) {
                return true;
            }
        }
        return false;
    }

    /** Sum over the columns in which a row lacks a value of what they are given for that. */
    float lack(int row, float[] each) {
        float sum = 0;
        for (int k : sparse) {
            sum += (1 - present[k][row]) * each[k];
        }
        return sum;
    }

    /** Writes the distances from a row to the rows {@code from..to}, scaled up from its values to all columns, to {@code target[from..to)}. */
    void scaledDistances(int row, float[] target, int from, int to) {
        wholeDistances(row, target, from, to);
        addSparse(row, target, from, to);
        float missing = lack(row, weights);
        if (missing > 0 && missing < weight) {
            float scale = weight / (weight - missing);
            for (int j = from; j < to; j++) {
                target[j] *= scale;
            }
        }
    }

    /** Writes the distances over the columns in which no value is missing, which are the same in both directions. */
    void wholeDistances(int row, float[] target, int from, int to) {
        Arrays.fill(target, from, to, 0f);
        int c = 0;
        for (; c + 4 <= whole.length; c += 4) {
            addFour(
                    target,
                    columns[whole[c]],
                    columns[whole[c + 1]],
                    columns[whole[c + 2]],
                    columns[whole[c + 3]],
                    row,
                    from,
                    to);
        }
        for (; c < whole.length; c++) {
            addOne(target, columns[whole[c]], row, from, to);
        }
    }

    /** Adds the distances from a row over the other columns. */
    void addSparse(int row, float[] target, int from, int to) {
        for (int k : sparse) {
            if (present[k][row] != 0) {
                float unknown = Math.max(Math.abs(columns[k][row]), usual[k]);
                addPresent(target, columns[k], present[k], unknown, row, from, to);
            }
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

    static void addOne(float[] r, float[] a, int i, int from, int to) {
        float va = a[i];
        for (int j = from; j < to; j++) {
            r[j] += Math.abs(va - a[j]);
        }
    }

    private static void addPresent(float[] r, float[] a, float[] present, float unknown, int i, int from, int to) {
        float va = a[i];
        for (int j = from; j < to; j++) {
            r[j] += (Math.abs(va - a[j]) - unknown) * present[j] + unknown;
        }
    }
}
