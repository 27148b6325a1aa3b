package io.cleandata.detectors.drift;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The distribution of any number of values in bounded memory, mergeable.
 *
 * <p>A KLL sketch (Karnin, Lang, Liberty, "Optimal quantile approximation in streams", FOCS 2016): values of weight 2^h wait in level h;
 * a full level is sorted and every second of its values moves up. Capacities fall by 2/3 from the top level down. With
 * k = 512 ranks are off by less than {@link #RANK_ERROR} with 99 % probability (measured), and up to 512 values are kept exactly.
 * Which of two values moves up comes from a fixed sequence: the same values in the same order give the same sketch.
 *
 * <p>Values must not be NaN. Not to be used by several threads at once.
 */
final class QuantileSketch {

    /** How far off a rank may be, as a share of all values. */
    static final double RANK_ERROR = 0.006;

    private static final int K = 512;
    private static final int SMALLEST = 8;
    private static final int MOST_LEVELS = 60;

    private double[][] levels = new double[1][64];
    private int[] sizes = new int[1];
    private long count;
    private long coin = 0x5DEECE66DL;

    /** How many values it has seen. */
    long count() {
        return count;
    }

    void add(double value) {
        push(0, value);
        count++;
        if (sizes[0] >= capacity(0)) {
            compress();
        }
    }

    /** Adds all values of another sketch, which stays as it is. */
    void merge(QuantileSketch other) {
        for (int h = 0; h < other.levels.length; h++) {
            for (int i = 0; i < other.sizes[h]; i++) {
                push(h, other.levels[h][i]);
            }
        }
        count += other.count;
        compress();
    }

    /** The distribution as steps; at least one value must have been added. */
    Steps steps() {
        int all = 0;
        for (int size : sizes) {
            all += size;
        }
        double[] values = new double[0];
        double[] weights = new double[0];
        for (int h = 0; h < levels.length; h++) {
            double[] level = Arrays.copyOf(levels[h], sizes[h]);
            Arrays.sort(level);
            double weight = Math.scalb(1.0, h);
            double[] mergedValues = new double[values.length + level.length];
            double[] mergedWeights = new double[mergedValues.length];
            int i = 0;
            int j = 0;
            for (int k = 0; k < mergedValues.length; k++) {
                boolean first = j == level.length || (i < values.length && values[i] <= level[j]);
                mergedValues[k] = first ? values[i] : level[j];
                mergedWeights[k] = first ? weights[i++] : weight;
                j += first ? 0 : 1;
            }
            values = mergedValues;
            weights = mergedWeights;
        }
        for (int k = 1; k < all; k++) {
            weights[k] += weights[k - 1];
        }
        return new Steps(values, weights, all == 0 ? 0 : weights[all - 1]);
    }

    private int capacity(int level) {
        return Math.max(SMALLEST, (int) Math.ceil(K * Math.pow(2 / 3.0, levels.length - 1 - level)));
    }

    private void push(int level, double value) {
        if (level >= levels.length) {
            int old = levels.length;
            levels = Arrays.copyOf(levels, level + 1);
            sizes = Arrays.copyOf(sizes, level + 1);
            for (int h = old; h <= level; h++) {
                levels[h] = new double[64];
            }
        }
        if (sizes[level] == levels[level].length) {
            levels[level] = Arrays.copyOf(levels[level], sizes[level] * 2);
        }
        levels[level][sizes[level]++] = value;
    }

    private void compress() {
        for (int h = 0; h < levels.length && h < MOST_LEVELS; h++) {
            if (sizes[h] < capacity(h)) {
                continue;
            }
            int size = sizes[h];
            double[] level = levels[h];
            Arrays.sort(level, 0, size);
            coin = coin * 6364136223846793005L + 1442695040888963407L;
            int offset = (int) (coin >>> 63);
            int even = size & ~1;
            for (int i = offset; i < even; i += 2) {
                push(h + 1, level[i]);
            }
            // an odd value out stays with its weight
            level[0] = level[size - 1];
            sizes[h] = size & 1;
        }
    }

    void save(DataOutputStream out) throws IOException {
        out.writeLong(count);
        out.writeLong(coin);
        out.writeInt(levels.length);
        for (int h = 0; h < levels.length; h++) {
            out.writeInt(sizes[h]);
            for (int i = 0; i < sizes[h]; i++) {
                out.writeDouble(levels[h][i]);
            }
        }
    }

    static QuantileSketch read(DataInputStream in) throws IOException {
        QuantileSketch sketch = new QuantileSketch();
        sketch.count = in.readLong();
        sketch.coin = in.readLong();
        int levels = in.readInt();
        if (levels < 1 || levels > MOST_LEVELS + 1) {
            throw new IOException("a sketch of " + levels + " levels");
        }
        sketch.levels = new double[levels][64];
        sketch.sizes = new int[levels];
        for (int h = 0; h < levels; h++) {
            int size = in.readInt();
            if (size < 0 || size > 1 << 20) {
                throw new IOException("a level of " + size + " values");
            }
            for (int i = 0; i < size; i++) {
                sketch.push(h, in.readDouble());
            }
        }
        return sketch;
    }
}
