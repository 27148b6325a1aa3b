package io.cleandata.detectors.duplicates;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.NumericColumn;
import org.jspecify.annotations.Nullable;

/** How the cells of a column are read as features. */
enum Reading {
    /** As words. */
    TEXT,
    /** As words too: without the letters that part a time, for a day and hour, such as 03T11, is no part number that two samples share. */
    MOMENT,
    /** As one feature: a number of a column in which some have a fraction. Whole ones may be years, codes or house numbers, which are mistyped. */
    MEASURED;

    static Reading of(Column column, int rows) {
        ColumnKind kind = column.kind();
        if (kind == ColumnKind.TIMESTAMP) {
            return MOMENT;
        }
        return kind == ColumnKind.NUMERIC && column instanceof NumericColumn numbers && fractions(numbers, rows)
                ? MEASURED
                : TEXT;
    }

    private static boolean fractions(NumericColumn numbers, int rows) {
        double[] values = numbers.values();
        for (int row = 0; row < rows; row++) {
            if (values[row] != Math.rint(values[row]) && !Double.isNaN(values[row])) {
                return true;
            }
        }
        return false;
    }

    /** The text as it is split into words. */
    @Nullable
    String words(@Nullable String text) {
        return text == null || this != MOMENT ? text : text.replace('T', ' ').replace('Z', ' ');
    }
}
