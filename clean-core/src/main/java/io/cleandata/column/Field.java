package io.cleandata.column;

import io.cleandata.model.ColumnKind;
import org.jspecify.annotations.Nullable;

/** One field of the stream: its kind once that is known, its dictionary, and its cell in the current row. */
final class Field {

    final String name;
    final int index;
    final Dictionary dictionary;

    /** Null until enough of the stream was seen. */
    @Nullable
    ColumnKind kind;

    /** Length of its vectors; 0 until that is known, and where it has none. */
    int dimension;

    /** Strings seen while the kind was open. */
    long stringsSeen;

    // the current row
    byte cell;
    double number;
    int code;

    @Nullable
    String text;

    float[] vector = new float[0];
    int vectorLength;
    int row = -1;

    Field(String name, int index, int categories, @Nullable ColumnKind declared) {
        this.name = name;
        this.index = index;
        this.dictionary = new Dictionary(categories);
        this.kind = declared;
    }

    boolean wantsCodes() {
        return kind != ColumnKind.TEXT && kind != ColumnKind.TIMESTAMP;
    }

    void setText(String value) {
        if (isBlank(value)) {
            cell = Cell.EMPTY;
            text = value;
            return;
        }
        code = wantsCodes() ? dictionary.code(value) : Dictionary.FULL;
        if (code >= 0) {
            cell = Cell.CODE;
        } else {
            cell = Cell.TEXT;
            text = value;
        }
    }

    void setText(char[] chars, int offset, int length) {
        if (isBlank(chars, offset, length)) {
            cell = Cell.EMPTY;
            text = "";
            return;
        }
        code = wantsCodes() ? dictionary.code(chars, offset, length) : Dictionary.FULL;
        if (code >= 0) {
            cell = Cell.CODE;
        } else {
            cell = Cell.TEXT;
            text = new String(chars, offset, length);
        }
    }

    void setVector(float[] values, int length) {
        if (vector.length < length) {
            vector = new float[length];
        }
        System.arraycopy(values, 0, vector, 0, length);
        vectorLength = length;
        cell = Cell.VECTOR;
        for (int i = 0; i < length; i++) {
            if (!Float.isFinite(values[i])) {
                cell = Cell.NULL;
                return;
            }
        }
    }

    private static boolean isBlank(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > ' ') {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(char[] chars, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (chars[i] > ' ') {
                return false;
            }
        }
        return true;
    }
}
