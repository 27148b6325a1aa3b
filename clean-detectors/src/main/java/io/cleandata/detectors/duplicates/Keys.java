package io.cleandata.detectors.duplicates;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.NumericColumn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The columns that number or time samples: a sender gives all of them anew to what it sends again.
 *
 * <p>Of the identifiers, moments, strings that are half digits, whole numbers that ascend in nine of ten rows, and one other column of whole
 * numbers. Of several of these each may as well be a measurement; then none is a key.
 */
final class Keys {

    /** No columns. */
    static final Keys NONE = new Keys(new BitSet());

    private static final double ASCENDING = 0.9;

    private final BitSet columns;

    private Keys(BitSet columns) {
        this.columns = columns;
    }

    static Keys among(List<? extends Column> columns, boolean[] identifier, int[] rows, int count) {
        BitSet keys = new BitSet();
        int unordered = -1;
        int several = 0;
        for (int c = 0; c < identifier.length; c++) {
            Column column = columns.get(c);
            if (!identifier[c]) {
                continue;
            }
            if (column instanceof NumericColumn numbers && column.kind() == ColumnKind.NUMERIC) {
                if (ascends(numbers, rows, count)) {
                    keys.set(c);
                } else {
                    unordered = c;
                    several++;
                }
            } else if (column.kind() == ColumnKind.TIMESTAMP || digits(column, rows, count)) {
                keys.set(c);
            }
        }
        if (several == 1) {
            keys.set(unordered);
        }
        return of(keys);
    }

    static Keys of(BitSet columns) {
        return columns.isEmpty() ? NONE : new Keys(columns);
    }

    /** The columns of these names. */
    static Keys named(List<? extends Column> columns, List<String> names) {
        BitSet keys = new BitSet();
        for (int c = 0; c < columns.size() && !names.isEmpty(); c++) {
            keys.set(c, names.contains(columns.get(c).name()));
        }
        return of(keys);
    }

    /** Their names. */
    List<String> names(List<? extends Column> all) {
        List<String> names = new ArrayList<>();
        for (int c = first(); c >= 0; c = columns.nextSetBit(c + 1)) {
            names.add(all.get(c).name());
        }
        return names;
    }

    private static boolean ascends(NumericColumn column, int[] rows, int count) {
        int up = 0;
        for (int k = 1; k < count; k++) {
            up += column.value(rows[k]) > column.value(rows[k - 1]) ? 1 : 0;
        }
        return up >= ASCENDING * (count - 1);
    }

    private static boolean digits(Column column, int[] rows, int count) {
        long digits = 0;
        long letters = 0;
        for (int k = 0; k < count; k++) {
            String text = column.text(rows[k]);
            for (int i = 0; text != null && i < text.length(); i++) {
                char c = text.charAt(i);
                digits += c >= '0' && c <= '9' ? 1 : 0;
                letters += Character.isLetter(c) ? 1 : 0;
            }
        }
        return digits > letters;
    }

    boolean contains(int column) {
        return columns.get(column);
    }

    boolean isEmpty() {
        return columns.isEmpty();
    }

    /** The first of them, or -1. */
    int first() {
        return columns.nextSetBit(0);
    }

    /** Those of them in which two rows differ. */
    Keys differing(RowHasher hasher, int a, int b) {
        BitSet all = new BitSet();
        for (int c = first(); c >= 0; c = columns.nextSetBit(c + 1)) {
            all.set(c, hasher.cell(a, c) != hasher.cell(b, c));
        }
        return new Keys(all);
    }

    boolean same(Keys other) {
        return columns.equals(other.columns);
    }

    /** These and one more column, if it is not under 0. */
    Keys and(int column) {
        if (column < 0) {
            return this;
        }
        BitSet all = (BitSet) columns.clone();
        all.set(column);
        return new Keys(all);
    }

    /** The first 64 columns as bits. */
    long bits() {
        long[] words = columns.toLongArray();
        return words.length == 0 ? 0 : words[0];
    }
}
