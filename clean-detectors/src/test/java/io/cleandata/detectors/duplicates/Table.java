package io.cleandata.detectors.duplicates;

import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds windows for tests, column by column; a null is a null cell. */
final class Table {

    private final List<Column> columns = new ArrayList<>();
    private final List<StringColumn> metadata = new ArrayList<>();
    private final BitSet redelivered = new BitSet();
    private StringColumn label;
    private int firstNew;
    private String key;
    private long[] timestamps = new long[0];
    private Instant closed = Instant.EPOCH;

    static Table table() {
        return new Table();
    }

    Table numbers(String name, Object... cells) {
        double[] values = new double[cells.length];
        byte[] states = new byte[cells.length];
        Map<Integer, String> misfits = new HashMap<>();
        for (int i = 0; i < cells.length; i++) {
            values[i] = Double.NaN;
            if (cells[i] == null) {
                states[i] = (byte) CellState.NULL.ordinal();
            } else if (cells[i] instanceof Number number) {
                values[i] = number.doubleValue();
            } else {
                states[i] = (byte) CellState.MISMATCH.ordinal();
                misfits.put(i, (String) cells[i]);
            }
        }
        columns.add(new NumericColumn(name, ColumnKind.NUMERIC, values, states, cells.length, misfits));
        return this;
    }

    Table times(String name, double... millis) {
        columns.add(new NumericColumn(
                name, ColumnKind.TIMESTAMP, millis, new byte[millis.length], millis.length, Map.of()));
        return this;
    }

    Table texts(String name, String... cells) {
        columns.add(StringColumn.text(name, cells, states(cells), cells.length));
        return this;
    }

    /** Texts of which some cells are numbers, which a column of strings does not fit. */
    Table mixed(String name, Object... cells) {
        String[] texts = new String[cells.length];
        byte[] states = new byte[cells.length];
        for (int i = 0; i < cells.length; i++) {
            texts[i] = String.valueOf(cells[i]);
            if (cells[i] instanceof Number) {
                states[i] = (byte) CellState.MISMATCH.ordinal();
            }
        }
        columns.add(StringColumn.text(name, texts, states, cells.length));
        return this;
    }

    Table categories(String name, String... cells) {
        List<String> dictionary = new ArrayList<>();
        int[] codes = new int[cells.length];
        for (int i = 0; i < cells.length; i++) {
            codes[i] = dictionary.indexOf(cells[i]);
            if (codes[i] < 0) {
                codes[i] = dictionary.size();
                dictionary.add(cells[i]);
            }
        }
        columns.add(StringColumn.categorical(
                name, codes, states(cells), cells.length, dictionary.toArray(String[]::new), dictionary.size()));
        return this;
    }

    Table metadata(String name, String... cells) {
        metadata.add(StringColumn.text(name, cells, states(cells), cells.length));
        return this;
    }

    Table label(String... cells) {
        label = StringColumn.text("label", cells, states(cells), cells.length);
        return this;
    }

    Table firstNew(int row) {
        firstNew = row;
        return this;
    }

    Table redelivered(int... rows) {
        for (int row : rows) {
            redelivered.set(row);
        }
        return this;
    }

    Table key(String key) {
        this.key = key;
        return this;
    }

    Table at(long... millis) {
        timestamps = millis;
        return this;
    }

    Table closed(long millis) {
        closed = Instant.ofEpochMilli(millis);
        return this;
    }

    Window window() {
        Window.Builder window = Window.builder(columns.get(0).size())
                .firstNew(firstNew)
                .redelivered(redelivered)
                .label(label)
                .timestamps(timestamps)
                .closed(closed)
                .key(key);
        columns.forEach(window::feature);
        metadata.forEach(window::metadata);
        return window.build();
    }

    private static byte[] states(String[] cells) {
        byte[] states = new byte[cells.length];
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] == null) {
                states[i] = (byte) CellState.NULL.ordinal();
            } else if (cells[i].isBlank()) {
                states[i] = (byte) CellState.EMPTY.ordinal();
            }
        }
        return states;
    }
}
