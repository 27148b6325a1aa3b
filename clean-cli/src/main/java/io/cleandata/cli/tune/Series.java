package io.cleandata.cli.tune;

import java.util.Arrays;

/** Numbers of which order statistics are wanted. */
public final class Series {

    private double[] values = new double[64];
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** The value below or at which a share of them lie, by nearest rank; NaN when there are none. */
    public double quantile(double share) {
        return size == 0 ? Double.NaN : sorted()[(int) Math.min(size - 1, Math.max(0, Math.ceil(share * size) - 1))];
    }

    /** The middle value. */
    public double median() {
        return quantile(0.5);
    }

    /** The largest when so many larger ones are left out; the smallest when none remains, NaN when there are none. */
    public double largestBut(int leftOut) {
        return size == 0 ? Double.NaN : sorted()[Math.max(0, size - 1 - leftOut)];
    }

    private double[] sorted() {
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return sorted;
    }
}
