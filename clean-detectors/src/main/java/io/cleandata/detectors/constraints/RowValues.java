package io.cleandata.detectors.constraints;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import org.apache.commons.jexl3.JexlContext;
import org.jspecify.annotations.Nullable;

/** The fields of one row by name, for rules and expressions: features, {@code label}, {@code timestamp} and {@code metadata.NAME}. */
final class RowValues implements JexlContext {

    private static final String METADATA = "metadata.";

    private final Window window;
    private int row;

    RowValues(Window window) {
        this.window = window;
    }

    RowValues at(int row) {
        this.row = row;
        return this;
    }

    int row() {
        return row;
    }

    Window window() {
        return window;
    }

    /** The column of a name, or null. A feature hides the label, the timestamp and metadata of the same name. */
    @Nullable
    Column column(String name) {
        Column feature = window.feature(name);
        if (feature != null) {
            return feature;
        }
        if (name.equals("label")) {
            return window.label();
        }
        return name.startsWith(METADATA) ? window.metadata(name.substring(METADATA.length())) : null;
    }

    /** A number, boolean or string; null where missing. */
    @Override
    public @Nullable Object get(String name) {
        Column column = column(name);
        if (column == null) {
            long time = name.equals("timestamp") ? window.timestamps()[row] : Window.NO_TIMESTAMP;
            return time == Window.NO_TIMESTAMP ? null : (double) time;
        }
        if (column instanceof NumericColumn numbers && !column.missing(row)) {
            double value = numbers.value(row);
            return column.kind() == ColumnKind.BOOLEAN ? (Object) (value != 0) : (Object) value;
        }
        if (column instanceof StringColumn && !column.missing(row)) {
            return column.text(row);
        }
        return column.missing(row) ? null : column.text(row);
    }

    /** The value as text, also where it does not fit its column's kind; null where missing. */
    @Nullable
    String text(String name) {
        Column column = column(name);
        return column == null ? null : column.text(row);
    }

    @Override
    public boolean has(String name) {
        return column(name) != null || name.equals("timestamp");
    }

    @Override
    public void set(String name, Object value) {
        throw new IllegalStateException("rules do not assign");
    }
}
