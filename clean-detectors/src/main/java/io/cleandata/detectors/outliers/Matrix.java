package io.cleandata.detectors.outliers;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scaled numbers of the rows of a window, and after them of reference rows; constant dimensions are left out.
 *
 * @param dimensions those that vary
 * @param scales one for each dimension
 * @param columns one for each dimension, {@code rows.length + reference} numbers each, 0 where a value is missing
 * @param missing for each dimension which of the window's rows lack a value; empty where none does
 * @param rows the window's rows that it holds, ascending
 * @param reference how many reference rows follow
 */
record Matrix(
        List<Dimension> dimensions,
        List<Scale> scales,
        float[][] columns,
        boolean[][] missing,
        int[] rows,
        int reference) {

    private static final boolean[] NONE = new boolean[0];

    /**
     * Rows that are compared with each other.
     *
     * @param columns scaled numbers, as in the matrix
     * @param missing as in the matrix
     * @param weights of the columns
     */
    record Part(float[][] columns, boolean[][] missing, float[] weights) {}

    /** How many rows it has, with those of the reference. */
    int all() {
        return rows.length + reference;
    }

    /** The distance that counts as none: a thousandth of a robust standard deviation in each dimension. */
    double floor() {
        double sum = 0;
        for (Dimension dimension : dimensions) {
            sum += dimension.weight();
        }
        return 1e-3 * Math.max(sum, 1);
    }

    /**
     * Scales rows by their own statistics and those of the reference together.
     *
     * @param most how many rows of the memory to use at most, evenly spread over it
     */
    static Matrix of(List<Dimension> all, int[] rows, RowMemory memory, int most) {
        return of(all, rows, memory, most, true);
    }

    /** Scales rows by the statistics of the reference alone; dimensions that are constant there are left out. */
    static Matrix scaledByReference(List<Dimension> all, int[] rows, RowMemory memory, int most) {
        return of(all, rows, memory, most, false);
    }

    private static Matrix of(List<Dimension> all, int[] rows, RowMemory memory, int most, boolean ownStatistics) {
        int reference = Math.max(0, Math.min(memory.size(), most));
        int[] chosen = new int[reference];
        for (int i = 0; i < reference; i++) {
            chosen[i] = (int) ((long) i * memory.size() / reference);
        }
        List<Dimension> used = new ArrayList<>(all.size());
        List<Scale> scales = new ArrayList<>(all.size());
        List<float[]> columns = new ArrayList<>(all.size());
        List<boolean[]> missing = new ArrayList<>(all.size());
        double[] present = new double[rows.length + reference];
        for (Dimension dimension : all) {
            double[] values = dimension.values();
            double @Nullable [] earlier = reference == 0 ? null : memory.column(dimension.key());
            int count = ownStatistics ? collect(values, rows, present, 0) : 0;
            if (earlier != null) {
                count = collect(earlier, chosen, present, count);
            }
            Scale scale = Scale.of(present, count, dimension.measure().smallestSpread());
            if (scale == null) {
                continue;
            }
            float[] column = new float[rows.length + reference];
            scale(values, rows, scale, dimension.weight(), column, 0);
            if (earlier != null) {
                scale(earlier, chosen, scale, dimension.weight(), column, rows.length);
            }
            used.add(dimension);
            scales.add(scale);
            columns.add(column);
            missing.add(missing(values, rows));
        }
        return new Matrix(
                used, scales, columns.toArray(new float[0][]), missing.toArray(new boolean[0][]), rows, reference);
    }

    private static boolean[] missing(double[] values, int[] rows) {
        boolean[] missing = NONE;
        for (int i = 0; i < rows.length; i++) {
            if (Double.isNaN(values[rows[i]])) {
                missing = missing.length == 0 ? new boolean[rows.length] : missing;
                missing[i] = true;
            }
        }
        return missing;
    }

    private static void scale(double[] values, int[] rows, Scale scale, float weight, float[] target, int from) {
        for (int i = 0; i < rows.length; i++) {
            target[from + i] = scale.apply(values[rows[i]]) * weight;
        }
    }

    private static int collect(double[] values, int[] rows, double[] target, int from) {
        int count = from;
        for (int row : rows) {
            double value = values[row];
            if (!Double.isNaN(value)) {
                target[count++] = value;
            }
        }
        return count;
    }

    /** Every so many-th row from one on, without the reference; all with it for a step of 1. */
    Part part(int from, int step) {
        float[] weights = new float[columns.length];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = dimensions.get(k).weight();
        }
        if (step == 1) {
            return new Part(columns, missing, weights);
        }
        int count = (rows.length - from + step - 1) / step;
        float[][] some = new float[columns.length][count];
        boolean[][] lacking = new boolean[columns.length][];
        for (int k = 0; k < some.length; k++) {
            lacking[k] = missing[k].length == 0 ? NONE : new boolean[count];
            for (int i = 0; i < count; i++) {
                some[k][i] = columns[k][from + i * step];
            }
            for (int i = 0; i < lacking[k].length; i++) {
                lacking[k][i] = missing[k][from + i * step];
            }
        }
        return new Part(some, lacking, weights);
    }
}
