package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Turns a row of a table into the numbers a linear model wants: numbers standardised and clipped to four deviations, a mark for missing
 * ones, categories as marks of their levels.
 *
 * <p>A mark is made only for levels that at least one row in a hundred has, at most 40 of a column: rarer ones tell little and cost a
 * dimension each.
 */
final class RidgeInputs {

    private static final int MOST_LEVELS = 40;

    final int width;
    private final float[] mean;
    private final float[] scale;
    private final Categories[] levels;
    private final int[] start;
    private final int[] missing;

    private RidgeInputs(int width, float[] mean, float[] scale, Categories[] levels, int[] start, int[] missing) {
        this.width = width;
        this.mean = mean;
        this.scale = scale;
        this.levels = levels;
        this.start = start;
        this.missing = missing;
    }

    /** Learns means, deviations and levels from the given slots of the columns; NaN is missing. */
    static RidgeInputs of(float[][] values, boolean[] categorical, int[] slots, int n) {
        int d = values.length;
        float[] mean = new float[d];
        float[] scale = new float[d];
        Categories[] levels = new Categories[d];
        int[] start = new int[d];
        int[] missing = new int[d];
        float[] scratch = new float[n];
        int width = 0;
        int least = Math.max(4, n / 100);
        for (int c = 0; c < d; c++) {
            float[] column = values[c];
            int m = 0;
            for (int r = 0; r < n; r++) {
                float v = column[slots[r]];
                if (!Float.isNaN(v)) {
                    scratch[m++] = v;
                }
            }
            start[c] = width;
            missing[c] = -1;
            if (categorical[c]) {
                levels[c] = Categories.mostFrequent(values[c], slots, n, MOST_LEVELS, least);
                width += levels[c].levels.length;
            } else {
                levels[c] = new Categories(new float[0]);
                double sum = 0;
                for (int i = 0; i < m; i++) {
                    sum += scratch[i];
                }
                double centre = m > 0 ? sum / m : 0;
                double square = 0;
                for (int i = 0; i < m; i++) {
                    square += (scratch[i] - centre) * (scratch[i] - centre);
                }
                double deviation = m > 0 ? Math.sqrt(square / m) : 0;
                mean[c] = (float) centre;
                // A column that does not vary takes no dimension.
                boolean varies = deviation > 1e-6 * Math.abs(centre) && deviation > 1e-30;
                scale[c] = varies ? (float) (1 / deviation) : 0;
                width += varies ? 1 : 0;
            }
            if (n - m >= least && m >= least) {
                missing[c] = width++;
            }
        }
        return new RidgeInputs(width, mean, scale, levels, start, missing);
    }

    /**
     * Writes the non-zero inputs of a row.
     *
     * @return their number
     */
    int write(float[][] values, int slot, int[] index, float[] value) {
        int k = 0;
        for (int c = 0; c < start.length; c++) {
            float v = values[c][slot];
            if (Float.isNaN(v)) {
                if (missing[c] >= 0) {
                    index[k] = missing[c];
                    value[k++] = 1;
                }
                continue;
            }
            if (scale[c] != 0) {
                index[k] = start[c];
                value[k++] = Math.max(-4, Math.min(4, (v - mean[c]) * scale[c]));
            } else {
                int at = levels[c].place(v);
                if (at >= 0) {
                    index[k] = start[c] + at;
                    value[k++] = 1;
                }
            }
        }
        return k;
    }

    static RidgeInputs none() {
        return new RidgeInputs(0, new float[0], new float[0], new Categories[0], new int[0], new int[0]);
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(width);
        State.write(out, mean, mean.length);
        State.write(out, scale, scale.length);
        out.writeInt(levels.length);
        for (Categories c : levels) {
            State.write(out, c.levels, c.levels.length);
        }
        State.write(out, start, start.length);
        State.write(out, missing, missing.length);
    }

    static RidgeInputs read(DataInputStream in) throws IOException {
        int width = in.readInt();
        float[] mean = State.floats(in);
        float[] scale = State.floats(in);
        Categories[] levels = new Categories[State.length(in)];
        for (int c = 0; c < levels.length; c++) {
            levels[c] = new Categories(State.floats(in));
        }
        return new RidgeInputs(width, mean, scale, levels, State.ints(in), State.ints(in));
    }
}
