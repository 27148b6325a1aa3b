package io.cleandata.detectors.drift;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Labelled rows as numbers, by column; columns of slots that came later than the rows are shorter and stand for missing values. */
final class LabelledRows {

    private float[][] columns = new float[0][];
    private double[] labels = new double[0];
    private int size;

    int size() {
        return size;
    }

    /** A class number, or the value of a numeric label. */
    double label(int row) {
        return labels[row];
    }

    /** NaN where missing. */
    float value(int slot, int row) {
        return slot < columns.length && row < columns[slot].length ? columns[slot][row] : Float.NaN;
    }

    /** Begins a row with all slots missing. */
    int begin(double label, int slots) {
        if (columns.length < slots) {
            int old = columns.length;
            columns = Arrays.copyOf(columns, slots);
            for (int k = old; k < slots; k++) {
                columns[k] = new float[labels.length];
                Arrays.fill(columns[k], Float.NaN);
            }
        }
        if (size == labels.length) {
            int capacity = Math.max(64, size * 2);
            labels = Arrays.copyOf(labels, capacity);
            for (int k = 0; k < columns.length; k++) {
                int old = columns[k].length;
                columns[k] = Arrays.copyOf(columns[k], capacity);
                Arrays.fill(columns[k], old, capacity, Float.NaN);
            }
        }
        labels[size] = label;
        return size++;
    }

    void set(int slot, int row, float value) {
        columns[slot][row] = value;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(size);
        out.writeInt(columns.length);
        for (int row = 0; row < size; row++) {
            out.writeDouble(labels[row]);
            for (int slot = 0; slot < columns.length; slot++) {
                out.writeFloat(value(slot, row));
            }
        }
    }

    static LabelledRows read(DataInputStream in) throws IOException {
        LabelledRows rows = new LabelledRows();
        int size = in.readInt();
        int slots = in.readInt();
        if (size < 0 || slots < 0 || slots > RowEncoder.MOST_SLOTS) {
            throw new IOException("rows of " + slots + " numbers");
        }
        for (int i = 0; i < size; i++) {
            int row = rows.begin(in.readDouble(), slots);
            for (int slot = 0; slot < slots; slot++) {
                rows.set(slot, row, in.readFloat());
            }
        }
        return rows;
    }
}
