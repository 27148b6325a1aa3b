package io.cleandata.column;

import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes columns of raw cells: values of the field's kind, states for what is none, and the text of what does not fit. */
final class ColumnBuilder {

    private static final byte PRESENT = (byte) CellState.PRESENT.ordinal();
    private static final byte MISMATCH = (byte) CellState.MISMATCH.ordinal();

    /** The state of each cell that holds no value; cells with values start as present. */
    private static final byte[] STATES = new byte[Cell.KINDS];

    static {
        STATES[Cell.ABSENT] = (byte) CellState.ABSENT.ordinal();
        STATES[Cell.NULL] = (byte) CellState.NULL.ordinal();
        STATES[Cell.EMPTY] = (byte) CellState.EMPTY.ordinal();
    }

    private ColumnBuilder() {}

    static Column column(Field field, CellStore store, int rows) {
        store.ensure(rows);
        ColumnKind kind = KindInference.decide(field, store, rows);
        store.settle(field);
        return switch (kind) {
            case NUMERIC, BOOLEAN -> numeric(field, store, rows, kind);
            case TIMESTAMP -> timestamps(field, store, rows);
            case EMBEDDING -> vectors(field, store, rows);
            case CATEGORICAL, TEXT -> strings(field, store, rows, kind);
        };
    }

    /** A column of strings whatever the cells are: labels and metadata. */
    static StringColumn stringColumn(Field field, CellStore store, int rows) {
        store.ensure(rows);
        ColumnKind kind = field.kind;
        if (kind == null) {
            kind = KindInference.decide(field, store, rows) == ColumnKind.TEXT
                    ? ColumnKind.TEXT
                    : ColumnKind.CATEGORICAL;
            field.kind = field.kind == null ? null : kind;
        }
        return strings(field, store, rows, kind);
    }

    /** Labels: categories however many are distinct, as long as the dictionary has room. */
    static StringColumn labelColumn(Field field, CellStore store, int rows) {
        store.ensure(rows);
        return strings(field, store, rows, field.kind == null ? ColumnKind.CATEGORICAL : field.kind);
    }

    private static NumericColumn numeric(Field field, CellStore store, int rows, ColumnKind kind) {
        byte[] cells = store.cells;
        double[] values = store.numbers();
        byte[] states = new byte[rows];
        Map<Integer, String> misfits = Map.of();
        byte fitting = kind == ColumnKind.BOOLEAN ? Cell.BOOL : Cell.NUMBER;
        for (int row = 0; row < rows; row++) {
            byte cell = cells[row];
            if (cell == fitting) {
                continue;
            }
            if (cell == Cell.EXACT && kind == ColumnKind.NUMERIC) {
                misfits = put(misfits, row, store.texts()[row]);
                continue;
            }
            states[row] = STATES[cell];
            if (states[row] == PRESENT) {
                states[row] = MISMATCH;
                misfits = put(misfits, row, rawText(field, store, row));
                if (values == store.numbers) {
                    values = values.clone(); // the store keeps what the cell is, to be shown again
                }
            }
            values[row] = Double.NaN;
        }
        return new NumericColumn(field.name, kind, values, states, rows, misfits);
    }

    private static NumericColumn timestamps(Field field, CellStore store, int rows) {
        double[] values = new double[rows];
        byte[] states = new byte[rows];
        Map<Integer, String> misfits = Map.of();
        for (int row = 0; row < rows; row++) {
            byte cell = store.cells[row];
            states[row] = STATES[cell];
            values[row] = Double.NaN;
            if (states[row] == PRESENT) {
                String text = rawText(field, store, row);
                boolean string = cell == Cell.CODE || cell == Cell.TEXT;
                long millis = string && text != null ? Timestamps.parse(text) : Timestamps.NONE;
                if (millis == Timestamps.NONE) {
                    states[row] = MISMATCH;
                    misfits = put(misfits, row, text);
                } else {
                    values[row] = millis;
                }
            }
        }
        return new NumericColumn(field.name, ColumnKind.TIMESTAMP, values, states, rows, misfits);
    }

    private static Column vectors(Field field, CellStore store, int rows) {
        int d = Math.max(1, field.dimension);
        float[] vectors = store.vectors == null ? new float[0] : store.vectors;
        if (vectors.length < Math.multiplyExact(rows, d)) {
            vectors = Arrays.copyOf(vectors, rows * d);
        }
        byte[] states = new byte[rows];
        Map<Integer, String> misfits = Map.of();
        for (int row = 0; row < rows; row++) {
            byte cell = store.cells[row];
            if (cell != Cell.VECTOR) {
                states[row] = STATES[cell];
                if (states[row] == PRESENT) {
                    states[row] = MISMATCH;
                    misfits = put(misfits, row, rawText(field, store, row));
                }
                Arrays.fill(vectors, row * d, row * d + d, 0f);
            }
        }
        return new EmbeddingColumn(field.name, vectors, d, states, rows, misfits);
    }

    private static StringColumn strings(Field field, CellStore store, int rows, ColumnKind kind) {
        byte[] states = new byte[rows];
        boolean text = kind == ColumnKind.TEXT;
        for (int row = 0; row < rows; row++) {
            byte cell = store.cells[row];
            states[row] = STATES[cell];
            if (cell == Cell.TEXT) {
                text = true;
            } else if (states[row] == PRESENT && cell != Cell.CODE) {
                states[row] = MISMATCH;
            }
        }
        if (!text) {
            StringColumn column = codes(field, store, rows, states);
            if (column != null) {
                return column;
            }
        }
        // no room for another category: from here on the column is text
        field.kind = ColumnKind.TEXT;
        @Nullable String[] texts = new String[rows];
        for (int row = 0; row < rows; row++) {
            texts[row] = rawText(field, store, row);
        }
        return StringColumn.text(field.name, texts, states, rows);
    }

    private static @Nullable StringColumn codes(Field field, CellStore store, int rows, byte[] states) {
        int[] codes = store.codes();
        for (int row = 0; row < rows; row++) {
            if (store.cells[row] != Cell.CODE) {
                codes[row] = StringColumn.NO_CODE;
                if (states[row] == MISMATCH) {
                    String misfit = rawText(field, store, row);
                    if (misfit != null) {
                        codes[row] = field.dictionary.code(misfit);
                        if (codes[row] == Dictionary.FULL) {
                            return null;
                        }
                    }
                }
            }
        }
        Dictionary dictionary = field.dictionary;
        return StringColumn.categorical(field.name, codes, states, rows, dictionary.values(), dictionary.size());
    }

    private static @Nullable String rawText(Field field, CellStore store, int row) {
        return switch (store.cells[row]) {
            case Cell.CODE -> field.dictionary.value(store.codes()[row]);
            case Cell.TEXT, Cell.EXACT, Cell.MISFIT -> store.texts()[row];
            case Cell.NUMBER -> NumericColumn.format(store.numbers()[row]);
            case Cell.BOOL -> store.numbers()[row] != 0 ? "true" : "false";
            case Cell.VECTOR -> vectorText(field, store, row);
            default -> null;
        };
    }

    private static @Nullable String vectorText(Field field, CellStore store, int row) {
        float[] vector = store.loose == null ? null : store.loose[row];
        if (vector != null) {
            return VectorText.of(vector, 0, vector.length);
        }
        float[] packed = store.vectors;
        return packed == null ? null : VectorText.of(packed, row * field.dimension, field.dimension);
    }

    private static Map<Integer, String> put(Map<Integer, String> misfits, int row, @Nullable String text) {
        if (text == null) {
            return misfits;
        }
        Map<Integer, String> map = misfits.isEmpty() ? new HashMap<>() : misfits;
        map.put(row, text);
        return map;
    }
}
