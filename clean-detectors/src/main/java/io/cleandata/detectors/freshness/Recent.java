package io.cleandata.detectors.freshness;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** The last values of a series, bounded, with their quantiles. */
final class Recent {

    private final double[] values;
    private long added;

    Recent(int capacity) {
        values = new double[capacity];
    }

    void add(double value) {
        values[(int) (added++ % values.length)] = value;
    }

    int size() {
        return (int) Math.min(added, values.length);
    }

    /** The smallest value that at least the share {@code q} of the values does not exceed; NaN without values. */
    double quantile(double q) {
        int n = size();
        if (n == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(values, n);
        Arrays.sort(sorted);
        return sorted[Math.min(n - 1, Math.max(0, (int) Math.ceil(q * n) - 1))];
    }

    void clear() {
        added = 0;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeLong(added);
        for (int i = 0; i < size(); i++) {
            out.writeDouble(values[i]);
        }
    }

    /** Replaces the series by a saved one; empty when the saved one is damaged. */
    void restore(DataInputStream in) throws IOException {
        clear();
        long saved = in.readLong();
        if (saved < 0) {
            throw new IOException("a series of " + saved + " values");
        }
        int n = (int) Math.min(saved, values.length);
        for (int i = 0; i < n; i++) {
            values[i] = in.readDouble();
        }
        added = saved;
    }
}
