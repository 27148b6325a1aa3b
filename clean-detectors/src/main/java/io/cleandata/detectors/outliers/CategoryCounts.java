package io.cleandata.detectors.outliers;

import io.cleandata.model.StringColumn;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How often the stream has shown each category of one feature, bounded: only the first 65,536 categories are counted, and all counts
 * are halved when their sum exceeds 100,000, so that they follow the stream.
 */
final class CategoryCounts {

    private static final int MOST_CODES = 1 << 16;
    private static final int MOST_SAMPLES = 100_000;

    private int[] counts = new int[16];
    private int total;
    private @Nullable StringColumn last;
    /** Counts read from saved state, by string, until the string gets its code. */
    private final Map<String, Integer> restored = new HashMap<>();

    /** Counts a row. */
    void learn(StringColumn column, int row) {
        int code = column.code(row);
        if (code < 0) {
            return;
        }
        last = column;
        total++;
        if (code < MOST_CODES) {
            resolve(column, code);
            counts[code]++;
        }
        if (total > MOST_SAMPLES) {
            halve();
        }
    }

    /** Minus the logarithm of the category's share, NaN where there is none. */
    double surprise(StringColumn column, int row) {
        int code = column.code(row);
        return code < 0 ? Double.NaN : Math.log((total + 1.0) / Math.max(count(column, code), 1));
    }

    /** Share of the category in what was counted. */
    double share(StringColumn column, int row) {
        int code = column.code(row);
        return code < 0 || total == 0 ? 0 : count(column, code) / (double) total;
    }

    private int count(StringColumn column, int code) {
        if (code >= MOST_CODES) {
            return 0;
        }
        resolve(column, code);
        return counts[code];
    }

    private void resolve(StringColumn column, int code) {
        if (code >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(code + 1, counts.length * 2));
        }
        if (!restored.isEmpty() && counts[code] == 0) {
            Integer before = restored.remove(column.value(code));
            if (before != null) {
                counts[code] = before;
            }
        }
    }

    private void halve() {
        total = 0;
        for (int i = 0; i < counts.length; i++) {
            counts[i] >>= 1;
            total += counts[i];
        }
        restored.replaceAll((value, count) -> count >> 1);
        for (int count : restored.values()) {
            total += count;
        }
    }

    void save(DataOutputStream out) throws IOException {
        Map<String, Integer> all = new TreeMap<>(restored);
        if (last != null) {
            for (int code = 0; code < Math.min(counts.length, last.cardinality()); code++) {
                if (counts[code] > 0) {
                    all.put(last.value(code), counts[code]);
                }
            }
        }
        out.writeInt(total);
        out.writeInt(all.size());
        for (Map.Entry<String, Integer> entry : all.entrySet()) {
            StateText.write(out, entry.getKey());
            out.writeInt(entry.getValue());
        }
    }

    void restore(DataInputStream in) throws IOException {
        total = in.readInt();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            String value = StateText.read(in);
            restored.put(value, in.readInt());
        }
    }
}
