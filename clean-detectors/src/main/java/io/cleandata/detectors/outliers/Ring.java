package io.cleandata.detectors.outliers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** The last so many numbers. */
final class Ring {

    private final double[] values;
    private int size;
    private int next;

    Ring(int capacity) {
        values = new double[capacity];
    }

    void add(double value) {
        values[next] = value;
        next = next + 1 == values.length ? 0 : next + 1;
        size = Math.min(size + 1, values.length);
    }

    int size() {
        return size;
    }

    /** The number added so many numbers before the last one. */
    double latest(int back) {
        int at = next - 1 - back;
        return values[at < 0 ? at + values.length : at];
    }

    void copyTo(double[] target) {
        System.arraycopy(values, 0, target, 0, size);
    }

    void clear() {
        size = 0;
        next = 0;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(size);
        for (int i = size - 1; i >= 0; i--) {
            out.writeDouble(latest(i));
        }
    }

    /** Reads what a ring of any capacity has saved; keeps the last values that fit. */
    void restore(DataInputStream in) throws IOException {
        clear();
        int count = in.readInt();
        if (count < 0) {
            throw new IOException("a history of " + count + " values");
        }
        for (int i = 0; i < count; i++) {
            add(in.readDouble());
        }
    }
}
