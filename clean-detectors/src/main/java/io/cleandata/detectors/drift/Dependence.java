package io.cleandata.detectors.drift;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How much rows resemble those shortly before them, and so what they are worth to a test that takes rows for independent.
 *
 * <p>Each row has a class: its category, or whether its number is above the mean of the window. For some lags the pairs of rows so far apart within a
 * window are counted, those of equal class, and how many of these chance makes, which is what the window would show on average in any other order.
 * r(lag) = (equal - chance) / (pairs - chance) is then the autocorrelation of the classes, and the mean of n rows varies as that of n / (1 + 2 sum r) independent ones.
 * Lags in between are interpolated; the sum ends at the first lag whose r is within its sampling error (as Geyer's initial sequences, 1992). A geometric decay from the first lag alone would
 * not do: the classes of a Gaussian AR(1) number decay more slowly than that.
 *
 * <p>A row is worth at least a twentieth, however slow the stream: a large shift of a sensor that hardly moves within a window is still found, at the price
 * of an alarm now and then. Two summaries that are compared share what both know, since when nothing has changed both depend alike; a shift in the middle of a window makes its rows
 * look dependent, but the reference knows better. Rows of independent streams are worth exactly one.
 */
final class Dependence {

    private static final int[] LAGS = {1, 2, 4, 8, 16, 32};
    private static final double LEAST_WORTH = 0.05;
    private static final double STANDARD_ERRORS = 3;

    private final double[] pairs = new double[LAGS.length];
    private final double[] equal = new double[LAGS.length];
    private final double[] chance = new double[LAGS.length];

    /**
     * Takes in rows of a window, in their order.
     *
     * @param classes the class of each row
     * @param rows how many of them
     * @param sizes how many rows each class has, for those that have any
     */
    void add(int[] classes, int rows, int[] sizes) {
        if (rows < 2) {
            return;
        }
        double same = 0;
        for (int size : sizes) {
            same += size * (size - 1.0);
        }
        same /= rows * (rows - 1.0);
        for (int k = 0; k < LAGS.length && LAGS[k] < rows; k++) {
            int lag = LAGS[k];
            int found = 0;
            for (int row = lag; row < rows; row++) {
                found += classes[row] == classes[row - lag] ? 1 : 0;
            }
            pairs[k] += rows - lag;
            equal[k] += found;
            chance[k] += (rows - lag) * same;
        }
    }

    /** Takes in numbers of a window, in their order. */
    void add(double[] values, int rows) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += values[row];
        }
        double mean = sum / rows;
        int[] above = new int[rows];
        int[] sizes = new int[2];
        for (int row = 0; row < rows; row++) {
            above[row] = values[row] > mean ? 1 : 0;
            sizes[above[row]]++;
        }
        add(above, rows, sizes);
    }

    void merge(Dependence other) {
        for (int k = 0; k < LAGS.length; k++) {
            pairs[k] += other.pairs[k];
            equal[k] += other.equal[k];
            chance[k] += other.chance[k];
        }
    }

    /** How many independent rows one row of either is worth: .05 to 1, 1 when neither knows. */
    static double worth(Dependence a, Dependence b) {
        double sum = 0;
        double last = 1;
        int lag = 0;
        for (int k = 0; k < LAGS.length; k++) {
            double pairs = a.pairs[k] + b.pairs[k];
            double chance = a.chance[k] + b.chance[k];
            if (pairs - chance <= 1e-9 * pairs) {
                break;
            }
            double r = (a.equal[k] + b.equal[k] - chance) / (pairs - chance);
            boolean noise = r < STANDARD_ERRORS / Math.sqrt(pairs);
            if (noise && k == 0) {
                return 1;
            }
            r = Math.max(0, r);
            int steps = LAGS[k] - lag;
            sum += steps * last + (r - last) * (steps + 1) / 2;
            if (noise) {
                break;
            }
            last = r;
            lag = LAGS[k];
        }
        return Math.max(LEAST_WORTH, 1 / (1 + 2 * sum));
    }

    void save(DataOutputStream out) throws IOException {
        for (int k = 0; k < LAGS.length; k++) {
            out.writeDouble(pairs[k]);
            out.writeDouble(equal[k]);
            out.writeDouble(chance[k]);
        }
    }

    static Dependence read(DataInputStream in) throws IOException {
        Dependence read = new Dependence();
        for (int k = 0; k < LAGS.length; k++) {
            read.pairs[k] = in.readDouble();
            read.equal[k] = in.readDouble();
            read.chance[k] = in.readDouble();
            if (!(read.pairs[k] >= 0
                    && possible(read.equal[k], read.pairs[k])
                    && possible(read.chance[k], read.pairs[k]))) {
                throw new IOException("a dependence of " + read.equal[k] + " of " + read.pairs[k] + " pairs");
            }
        }
        return read;
    }

    private static boolean possible(double some, double all) {
        return some >= 0 && some <= all * (1 + 1e-9) && all < Double.POSITIVE_INFINITY;
    }
}
