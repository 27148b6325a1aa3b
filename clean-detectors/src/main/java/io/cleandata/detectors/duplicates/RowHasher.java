package io.cleandata.detectors.duplicates;

import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Canonical 128-bit hashes of the rows of a window.
 *
 * <p>A row is the set of its (field, value) pairs: the sum of the pairs' hashes, so that neither the order of keys nor that of columns
 * matters. A number counts by its value (1 equals 1.0), and differs from the string that spells it. Numbers beyond 2^53 count by
 * their text, which is exact. A field that is null or absent adds nothing: a retry that drops its nulls is still a retry. With n
 * distinct rows the probability that any two collide is about n^2 / 2^129: 10^-25 at ten million.
 */
final class RowHasher {

    private static final double EXACT = 9007199254740992.0;
    private static final long NUMBER = 1;
    private static final long TEXT = 2;
    private static final long BOOLEAN = 3;
    private static final long MOMENT = 4;
    private static final long EMPTY = 5;
    private static final long VECTOR = 6;

    private long[] high = new long[0];
    private long[] low = new long[0];
    private int[] cells = new int[0];
    private long[] values = new long[0];
    private int columns;

    /** Hashes all rows over the given columns; under different keys equal rows have different hashes. */
    void hash(Window window, List<? extends Column> columns, @Nullable String key) {
        int n = window.size();
        if (high.length < n) {
            high = new long[n];
            low = new long[n];
            cells = new int[n];
        }
        this.columns = columns.size();
        if (values.length < (long) n * this.columns) {
            values = new long[n * this.columns];
        }
        long seed = key == null ? 0 : Mix.text(key, Mix.K0);
        for (int row = 0; row < n; row++) {
            high[row] = seed;
            low[row] = seed;
            cells[row] = 0;
        }
        for (int c = 0; c < this.columns; c++) {
            add(columns.get(c), c, n);
        }
        for (int row = 0; row < n; row++) {
            long h = high[row];
            long l = low[row];
            high[row] = Mix.fold(h ^ Mix.K0, l ^ Mix.K1);
            low[row] = Mix.fold(l ^ Mix.K2, h ^ Mix.K3);
        }
    }

    private void add(Column column, int c, int n) {
        long field = Mix.text(column.name(), Mix.K1);
        byte[] states = column.states();
        int absent = CellState.ABSENT.ordinal();
        int none = CellState.NULL.ordinal();
        int empty = CellState.EMPTY.ordinal();
        for (int row = 0; row < n; row++) {
            if (states[row] == absent || states[row] == none) {
                values[row * columns + c] = 0;
                continue;
            }
            long a = value(column, row, states[row], field);
            long b = Mix.fold(a ^ field, Mix.K2);
            values[row * columns + c] = a;
            cells[row] += states[row] == empty ? 0 : 1;
            high[row] += Mix.fold(a ^ Mix.K3, field ^ Mix.K0);
            low[row] += b;
        }
    }

    /** 64 bits of one cell that is neither absent nor null. */
    private static long value(Column column, int row, byte state, long field) {
        if (state == CellState.EMPTY.ordinal()) {
            return Mix.avalanche(field + EMPTY);
        }
        boolean present = state == CellState.PRESENT.ordinal();
        if (column instanceof NumericColumn numbers && present) {
            double v = numbers.value(row);
            if (column.kind() == ColumnKind.NUMERIC) {
                return Math.abs(v) < EXACT ? number(v, field) : text(column.text(row), field + NUMBER);
            }
            return Mix.fold(
                    Double.doubleToLongBits(v + 0.0) ^ Mix.K2,
                    field + (column.kind() == ColumnKind.BOOLEAN ? BOOLEAN : MOMENT));
        }
        if (column instanceof EmbeddingColumn vectors && present) {
            float[] all = vectors.vectors();
            int d = vectors.dimension();
            long h = field + VECTOR;
            for (int i = row * d; i < row * d + d; i++) {
                h = Mix.fold(h ^ Mix.K1, Float.floatToIntBits(all[i] + 0f) ^ Mix.K3);
            }
            return h;
        }
        String text = column.text(row);
        if (column instanceof StringColumn && !present) {
            // A misfit in a column of strings is a number or a boolean.
            Double v = parse(text);
            return v != null && Math.abs(v) < EXACT ? number(v, field) : text(text, field + NUMBER);
        }
        return text(text, field + TEXT);
    }

    private static long number(double v, long field) {
        return Mix.fold(Double.doubleToLongBits(v + 0.0) ^ Mix.K2, field + NUMBER);
    }

    private static long text(@Nullable String text, long seed) {
        return text == null ? Mix.avalanche(seed) : Mix.text(text, seed);
    }

    private static @Nullable Double parse(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 40) {
            return null;
        }
        char c = text.charAt(0);
        if (c != '-' && c != '.' && (c < '0' || c > '9')) {
            return null;
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Upper half of a row's hash. */
    long high(int row) {
        return high[row];
    }

    /** Lower half of a row's hash. */
    long low(int row) {
        return low[row];
    }

    /** Whether a row has any value at all; a row without one is no copy of another. */
    boolean empty(int row) {
        return cells[row] == 0;
    }

    /** 64 bits of one cell; 0 where it is absent or null. */
    long cell(int row, int column) {
        return values[row * columns + column];
    }
}
