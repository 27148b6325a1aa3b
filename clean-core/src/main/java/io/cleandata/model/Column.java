package io.cleandata.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One field of all samples of a window. Arrays it hands out may be longer than {@link #size()} and must not be changed. */
public abstract sealed class Column permits NumericColumn, StringColumn, EmbeddingColumn {

    private final String name;
    private final ColumnKind kind;
    private final byte[] states;
    private final int size;
    private final int present;

    Column(String name, ColumnKind kind, byte[] states, int size) {
        this.name = Objects.requireNonNull(name, "name");
        this.kind = Objects.requireNonNull(kind, "kind");
        this.states = states;
        this.size = size;
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (states[i] == 0) {
                count++;
            }
        }
        this.present = count;
    }

    /** The field's name; nested fields have dotted names. */
    public final String name() {
        return name;
    }

    /** What its values are. */
    public final ColumnKind kind() {
        return kind;
    }

    /** How many rows it has. */
    public final int size() {
        return size;
    }

    /** How many rows hold a value of the column's kind. */
    public final int present() {
        return present;
    }

    /** Whether the row holds a value of the column's kind, and if not, why. */
    public final CellState state(int row) {
        return CellState.of(states[Objects.checkIndex(row, size)]);
    }

    /** Whether the row holds no value of the column's kind. */
    public final boolean missing(int row) {
        return states[row] != 0;
    }

    /** Ordinals of {@link CellState} by row. */
    public final byte[] states() {
        return states;
    }

    /** The cell as text, also where it does not fit the kind; null where there is nothing to show. */
    public abstract @Nullable String text(int row);

    @Override
    public final String toString() {
        return name + " (" + kind + ", " + present + " of " + size + ")";
    }
}
