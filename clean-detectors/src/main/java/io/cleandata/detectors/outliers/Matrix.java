package io.cleandata.detectors.outliers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scaled numbers of the rows of a window, and after them of reference rows; constant dimensions are left out.
 *
 * @param dimensions those that vary
 * @param scales one for each dimension
 * @param numbers one column for each dimension, {@code rows.length + reference} numbers each
 * @param rows the window's rows that it holds, ascending
 * @param reference how many reference rows follow
 */
record Matrix(List<Dimension> dimensions, List<Scale> scales, Rows numbers, int[] rows, int reference) {

    private static final double SMALLEST_DISTANCE = 0.01;

    /** How many dimensions it has. */
    int width() {
        return dimensions.size();
    }

    /** How many rows it has, with those of the reference. */
    int all() {
        return rows.length + reference;
    }

    /** The distance that counts as none: a hundredth of a robust standard deviation in each dimension. */
    double floor() {
        double sum = 0;
        for (Dimension dimension : dimensions) {
            sum += dimension.weight();
        }
        return SMALLEST_DISTANCE * Math.max(sum, 1);
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
        List<float[]> having = new ArrayList<>(all.size());
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
            double[] numbers = new double[rows.length + reference];
            Arrays.fill(numbers, Double.NaN);
            pick(values, rows, numbers, 0);
            if (earlier != null) {
                pick(earlier, chosen, numbers, rows.length);
            }
            used.add(dimension);
            scales.add(scale);
            columns.add(scaled(numbers, scale, dimension.weight()));
            having.add(present(numbers));
        }
        return new Matrix(
                used,
                scales,
                rows(columns.toArray(new float[0][]), having.toArray(new float[0][]), used),
                rows,
                reference);
    }

    private static Rows rows(float[][] columns, float[][] present, List<Dimension> dimensions) {
        float[] weights = new float[columns.length];
        float[] usual = new float[columns.length];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = dimensions.get(k).weight();
            usual[k] = present[k].length == 0 ? 0 : meanDeviation(columns[k], present[k]);
        }
        return new Rows(columns, present, weights, usual);
    }

    private static float meanDeviation(float[] column, float[] present) {
        float sum = 0;
        float count = 0;
        for (int i = 0; i < column.length; i++) {
            sum += present[i] * Math.abs(column[i]);
            count += present[i];
        }
        return count == 0 ? 0 : sum / count;
    }

    private static float[] scaled(double[] numbers, Scale scale, float weight) {
        float[] column = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            column[i] = scale.apply(numbers[i]) * weight;
        }
        return column;
    }

    private static float[] present(double[] numbers) {
        float[] present = Rows.ALL;
        for (int i = 0; i < numbers.length; i++) {
            if (Double.isNaN(numbers[i])) {
                if (present.length == 0) {
                    present = new float[numbers.length];
                    Arrays.fill(present, 1);
                }
                present[i] = 0;
            }
        }
        return present;
    }

    private static void pick(double[] values, int[] rows, double[] target, int from) {
        for (int i = 0; i < rows.length; i++) {
            target[from + i] = values[rows[i]];
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

    /** The same rows in some dimensions. */
    Matrix select(boolean[] wanted) {
        List<Dimension> some = new ArrayList<>(wanted.length);
        List<Scale> theirs = new ArrayList<>(wanted.length);
        List<float[]> columns = new ArrayList<>(wanted.length);
        List<float[]> having = new ArrayList<>(wanted.length);
        for (int k = 0; k < wanted.length; k++) {
            if (wanted[k]) {
                some.add(dimensions.get(k));
                theirs.add(scales.get(k));
                columns.add(numbers.columns[k]);
                having.add(numbers.present[k]);
            }
        }
        if (some.size() == wanted.length) {
            return this;
        }
        Rows rest = rows(columns.toArray(new float[0][]), having.toArray(new float[0][]), some);
        return new Matrix(some, theirs, rest, rows, reference);
    }

    /** Every so many-th row from one on, without the reference; all with it for a step of 1. */
    Rows part(int from, int step) {
        if (step == 1) {
            return numbers;
        }
        int count = (rows.length - from + step - 1) / step;
        float[][] columns = new float[width()][];
        float[][] present = new float[width()][];
        for (int k = 0; k < columns.length; k++) {
            columns[k] = stride(numbers.columns[k], from, step, count);
            present[k] = numbers.present[k].length == 0 ? Rows.ALL : stride(numbers.present[k], from, step, count);
        }
        return rows(columns, present, dimensions);
    }

    private static float[] stride(float[] source, int from, int step, int count) {
        float[] target = new float[count];
        for (int i = 0; i < count; i++) {
            target[i] = source[from + i * step];
        }
        return target;
    }
}
