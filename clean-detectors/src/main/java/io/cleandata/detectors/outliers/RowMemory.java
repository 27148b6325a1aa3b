package io.cleandata.detectors.outliers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of up to so many earlier sound rows, by dimension. At most a quarter of them comes from one window, so that they span several; the
 * oldest leave first. Dimensions beyond 4096 are not remembered.
 */
final class RowMemory {

    private static final int MOST_DIMENSIONS = 4096;

    private final int capacity;
    private final Map<String, double[]> columns = new LinkedHashMap<>();
    private int size;
    private int next;

    RowMemory(int capacity) {
        this.capacity = capacity;
    }

    /** How many rows it holds. */
    int size() {
        return size;
    }

    /** The values of a dimension, NaN where a row had none, or null when no row had any; not to be changed. */
    double @Nullable [] column(String key) {
        return columns.get(key);
    }

    /**
     * Adds rows of a window, evenly spread over it.
     *
     * @param rows the rows that may be added
     * @param count how many
     */
    void add(List<Dimension> dimensions, int[] rows, int count) {
        int taken = Math.min(count, Math.max(1, capacity / 4));
        if (taken == 0 || capacity == 0) {
            return;
        }
        for (int i = 0; i < taken; i++) {
            int slot = (next + i) % capacity;
            for (double[] column : columns.values()) {
                column[slot] = Double.NaN;
            }
        }
        for (Dimension dimension : dimensions) {
            double[] column = columns.get(dimension.key());
            if (column == null) {
                if (columns.size() >= MOST_DIMENSIONS) {
                    continue;
                }
                column = new double[capacity];
                Arrays.fill(column, Double.NaN);
                columns.put(dimension.key(), column);
            }
            for (int i = 0; i < taken; i++) {
                int row = rows[(int) ((long) i * count / taken)];
                column[(next + i) % capacity] = dimension.values()[row];
            }
        }
        next = (next + taken) % capacity;
        size = Math.min(capacity, size + taken);
    }

    void clear() {
        columns.clear();
        size = 0;
        next = 0;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(capacity);
        out.writeInt(size);
        out.writeInt(next);
        out.writeInt(columns.size());
        for (Map.Entry<String, double[]> entry : columns.entrySet()) {
            StateText.write(out, entry.getKey());
            for (int i = 0; i < size; i++) {
                out.writeDouble(entry.getValue()[i]);
            }
        }
    }

    void restore(DataInputStream in) throws IOException {
        clear();
        int savedCapacity = in.readInt();
        int savedSize = in.readInt();
        int savedNext = in.readInt();
        int count = in.readInt();
        for (int k = 0; k < count; k++) {
            String key = StateText.read(in);
            double[] column = new double[capacity];
            Arrays.fill(column, Double.NaN);
            for (int i = 0; i < savedSize; i++) {
                double value = in.readDouble();
                if (i < capacity) {
                    column[i] = value;
                }
            }
            columns.put(key, column);
        }
        size = Math.min(savedSize, capacity);
        next = savedCapacity == capacity ? savedNext : size % Math.max(capacity, 1);
    }
}
