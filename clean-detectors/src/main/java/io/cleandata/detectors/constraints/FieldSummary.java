package io.cleandata.detectors.constraints;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Window;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What history shows of one field, in bounded memory. */
final class FieldSummary {

    static final int MAX_VALUES = 200;
    private static final int MAX_DISTINCT = 1_000_000;

    ColumnKind kind = ColumnKind.TEXT;
    long rows;
    long missing;
    long mismatches;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    boolean whole = true;
    boolean rises = true;
    double last = Double.NEGATIVE_INFINITY;
    int shortest = Integer.MAX_VALUE;
    int longest;
    boolean repeats;

    /** How often each value came; empty once there are too many. */
    final Map<String, Integer> counts = new HashMap<>();

    boolean tooManyValues;
    private final Set<Integer> hashes = new HashSet<>();

    void add(Column column, Window window) {
        kind = column.kind();
        for (int row = window.firstNew(); row < window.size(); row++) {
            rows++;
            String text = column.text(row);
            if (column.missing(row)) {
                missing += text == null ? 1 : 0;
                mismatches += text == null ? 0 : 1;
                continue;
            }
            if (column instanceof NumericColumn numbers) {
                number(numbers.value(row));
            }
            if (text != null && column.kind() != ColumnKind.EMBEDDING) {
                value(text);
            }
        }
    }

    private void number(double value) {
        min = Math.min(min, value);
        max = Math.max(max, value);
        whole &= value == Math.rint(value);
        rises &= value >= last;
        last = value;
    }

    private void value(String text) {
        int length = text.codePointCount(0, text.length());
        shortest = Math.min(shortest, length);
        longest = Math.max(longest, length);
        if (!tooManyValues) {
            counts.merge(text, 1, Integer::sum);
            if (counts.size() > MAX_VALUES) {
                tooManyValues = true;
                counts.clear();
            }
        }
        if (!repeats) {
            // a collision of two hashes counts as a repeat: it only keeps a rule from being proposed
            repeats = !hashes.add(text.hashCode()) || hashes.size() > MAX_DISTINCT;
            if (repeats) {
                hashes.clear();
            }
        }
    }

    /** Rows that hold a value. */
    long present() {
        return rows - missing - mismatches;
    }
}
