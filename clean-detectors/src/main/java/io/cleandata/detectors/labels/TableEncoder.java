package io.cleandata.detectors.labels;

import io.cleandata.model.Column;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns windows into batches for the model: gives every feature of the stream its columns, once and for all.
 *
 * <p>The features of the first window are taken in the order of their names, so that the order in which a sender writes them does not
 * matter; later ones follow. A feature whose kind changes is a new one. Beyond {@link #MOST_COLUMNS} columns further features are
 * ignored.
 */
final class TableEncoder {

    static final int MOST_COLUMNS = 4096;

    private final Set<String> excluded;
    private final List<EncodedField> fields = new ArrayList<>();
    private final Map<String, EncodedField> byKey = new HashMap<>();
    private int columns;
    private int textFields;

    TableEncoder(List<String> excluded) {
        this.excluded = Set.copyOf(excluded);
    }

    boolean textual() {
        return textFields > 0;
    }

    boolean tabular() {
        return columns > 0;
    }

    /** Which of the model's columns hold categories. */
    boolean[] categorical() {
        boolean[] categorical = new boolean[columns];
        for (EncodedField field : fields) {
            if (field.type == EncodedField.Type.CATEGORY) {
                categorical[field.at] = true;
            }
        }
        return categorical;
    }

    /** Takes in features that the stream has not shown before. */
    void meet(Window window) {
        List<Column> unknown = new ArrayList<>();
        for (Column column : window.features()) {
            if (column.present() > 0 && !excluded.contains(column.name()) && !byKey.containsKey(key(column))) {
                unknown.add(column);
            }
        }
        unknown.sort(Comparator.comparing(Column::name));
        for (Column column : unknown) {
            EncodedField.Type type = EncodedField.typeOf(column);
            int width = type == EncodedField.Type.TEXT
                    ? 0
                    : column instanceof EmbeddingColumn vectors ? vectors.dimension() : 1;
            if (columns + width <= MOST_COLUMNS) {
                var field = new EncodedField(column.name(), type, columns, width);
                add(field);
            }
        }
    }

    private void add(EncodedField field) {
        fields.add(field);
        byKey.put(key(field.name, field.type, field.width), field);
        columns += field.width;
        textFields += field.type == EncodedField.Type.TEXT ? 1 : 0;
    }

    private static String key(Column column) {
        int width = column instanceof EmbeddingColumn vectors
                ? vectors.dimension()
                : EncodedField.typeOf(column) == EncodedField.Type.TEXT ? 0 : 1;
        return key(column.name(), EncodedField.typeOf(column), width);
    }

    private static String key(String name, EncodedField.Type type, int width) {
        return type + " " + width + " " + name;
    }

    /** The given rows of a window. */
    Batch encode(Window window, int[] rows, int[] label) {
        int n = rows.length;
        float[][] values = new float[columns][n];
        @Nullable String[][] texts = new String[textFields][n];
        int[] salts = new int[textFields];
        int text = 0;
        for (EncodedField field : fields) {
            Column column = window.feature(field.name);
            if (column != null && byKey.get(key(column)) != field) {
                column = null;
            }
            if (field.type == EncodedField.Type.TEXT) {
                salts[text] = field.name.hashCode();
                for (int i = 0; column != null && i < n; i++) {
                    texts[text][i] = column.missing(rows[i]) ? null : column.text(rows[i]);
                }
                text++;
            } else if (column != null) {
                field.write(column, rows, values);
            } else {
                for (int c = field.at; c < field.at + field.width; c++) {
                    Arrays.fill(values[c], Float.NaN);
                }
            }
        }
        boolean[] learnable = new boolean[n];
        for (int i = 0; i < n; i++) {
            learnable[i] = window.learnable(rows[i]);
        }
        return new Batch(n, values, texts, salts, label, learnable, identities(window, rows));
    }

    /** Hashes of all features of the given rows of a window. */
    long[] identities(Window window, int[] rows) {
        int n = rows.length;
        long[] identity = new long[n];
        for (Column column : window.features()) {
            if (excluded.contains(column.name())) {
                continue;
            }
            long[] ofCode = new long[0];
            if (column instanceof StringColumn strings && strings.categorical()) {
                ofCode = new long[strings.cardinality()];
            }
            for (int i = 0; i < n; i++) {
                int code = ofCode.length > 0 ? ((StringColumn) column).code(rows[i]) : -1;
                if (code < 0) {
                    identity[i] += EncodedField.hash(column, rows[i]);
                    continue;
                }
                if (ofCode[code] == 0) {
                    ofCode[code] = EncodedField.hash(column, rows[i]);
                }
                identity[i] += ofCode[code];
            }
        }
        return identity;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(fields.size());
        for (EncodedField field : fields) {
            field.save(out);
        }
    }

    void restore(DataInputStream in) throws IOException {
        clear();
        int n = State.length(in);
        for (int i = 0; i < n; i++) {
            add(EncodedField.read(in));
        }
    }

    void clear() {
        fields.clear();
        byKey.clear();
        columns = 0;
        textFields = 0;
    }
}
