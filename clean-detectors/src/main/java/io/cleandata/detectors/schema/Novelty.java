package io.cleandata.detectors.schema;

import io.cleandata.detectors.stats.BetaBinomial;
import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;

/**
 * Finds what a field has not shown before: cells of another type, numbers outside the range, new values of a closed set.
 *
 * <p>A cell that does not fit the field's type is at fault by itself; numbers in free text are not. A number is outside the range when it is more
 * than a quarter of the range beyond it and farther than its {@link Tail} reaches by chance, or negative where none of a thousand independent ones was. New values are at fault when the set of values was
 * nearly closed, by the share of values that were new when they came (Good and Turing). Fields are reported when the share of such cells
 * rises beyond chance ({@link BetaBinomial}) and to at least one in a hundred.
 */
final class Novelty {

    private static final double SUPPORT = 2000;
    private static final int ENOUGH = 1000;
    private static final double MARGIN = 0.25;
    /** Probability of a number that is outside the range by chance. */
    private static final double STRAY = 1e-6;

    private static final double LEAST_SHARE = 0.01;
    private static final int SETTLED = 2000;
    private static final double MOST_NEW = 0.5;
    private static final int FEWEST_REPEATS = 5;
    private static final double RARE_NUMBERS = 0.02;
    private static final int LASTING = 5;
    private static final double SEVERITY_TYPE = 0.5;
    private static final double SEVERITY_RANGE = 0.4;
    private static final double SEVERITY_VALUE = 0.4;

    private final double alpha;

    Novelty(double alpha) {
        this.alpha = alpha;
    }

    /** Cells of another type. */
    void types(Window window, Column column, FieldModel model, Findings findings) {
        int n = window.size();
        byte[] states = column.states();
        int mismatch = CellState.MISMATCH.ordinal();
        int count = 0;
        int example = -1;
        for (int row = 0; row < n; row++) {
            if (states[row] == mismatch) {
                count++;
                example = row;
            }
        }
        if (count == 0 || column.kind() == ColumnKind.TEXT) {
            return;
        }
        double share = (double) count / n;
        if (column.kind() == ColumnKind.CATEGORICAL) {
            double usual = model.rows == 0 ? share : model.mismatches / model.rows;
            if (Math.max(usual, share) > RARE_NUMBERS) {
                return;
            }
        }
        String kind = kind(column);
        for (int row = window.firstNew(); row < n; row++) {
            if (states[row] == mismatch) {
                findings.cell(
                        row,
                        model.name,
                        SEVERITY_TYPE,
                        model.name + " is " + Findings.quote(column.text(row)) + ", which is no " + kind);
            }
        }
        if (risen(count, n, model.mismatches, model.rows)) {
            findings.field(
                    model.name,
                    0.15 + 0.85 * (share - model.mismatches / model.rows),
                    model.name + " became something else than a " + kind + " in " + Forms.percent(share)
                            + " of the samples, such as " + Findings.quote(column.text(example)));
        }
    }

    /** Numbers outside the range; marks them. */
    void ranges(Window window, NumericColumn column, FieldModel model, boolean[] outside, Findings findings) {
        if (model.independent < ENOUGH
                || column.kind() == ColumnKind.BOOLEAN
                || column.kind() == ColumnKind.TIMESTAMP) {
            return;
        }
        double width = model.high - model.low;
        double least = Math.min(model.low - MARGIN * width, model.lowest.limit(model.numbers, STRAY));
        double from = model.low >= 0 && model.low <= width ? Math.max(least, -0.0) : least;
        double to = Math.max(model.high + MARGIN * width, model.highest.limit(model.numbers, STRAY));
        int n = window.size();
        int count = 0;
        int example = -1;
        for (int row = 0; row < n; row++) {
            double v = column.value(row);
            if (v < from || v > to) {
                outside[row] = true;
                count++;
                example = row;
            }
        }
        // When most numbers are outside the field has changed, and no cell is to blame.
        for (int row = window.firstNew(); row < n && count <= MOST_NEW * n; row++) {
            if (outside[row]) {
                double v = column.value(row);
                findings.cell(
                        row,
                        model.name,
                        SEVERITY_RANGE,
                        model.name + " is " + NumericColumn.format(v) + ", outside the range of "
                                + NumericColumn.format(model.low) + " to " + NumericColumn.format(model.high)
                                + " seen before");
            }
        }
        if (risen(count, n, model.outside, model.numbers)) {
            double share = (double) count / n;
            findings.field(
                    model.name,
                    0.15 + 0.85 * share,
                    model.name + " is outside its range of " + NumericColumn.format(model.low) + " to "
                            + NumericColumn.format(model.high) + " in " + Forms.percent(share)
                            + " of the samples, such as "
                            + NumericColumn.format(column.value(example)));
        }
        int learnt = 0;
        for (int row = window.firstNew(); row < n; row++) {
            learnt += outside[row] && window.learnable(row) ? 1 : 0;
        }
        model.outside += learnt;
        if (learnt == 0 && count > 0) {
            return;
        }
        model.windowsOutside = count >= LEAST_SHARE * n ? model.windowsOutside + 1 : 0;
        if (model.windowsOutside >= LASTING) {
            // What lasts is the new range.
            java.util.Arrays.fill(outside, false);
            model.windowsOutside = 0;
        }
    }

    /** Values that a field with a closed set never had. */
    void values(Window window, StringColumn column, FieldModel model, Findings findings) {
        Counts values = model.values;
        if (model.rows < ENOUGH || !model.valued() || values.total() < FEWEST_REPEATS * values.distinct()) {
            return;
        }
        int rows = window.newRows();
        int count = 0;
        int example = -1;
        for (int row = window.firstNew(); row < window.size(); row++) {
            if (unheardOf(column, model, row)) {
                count++;
                example = row;
            }
        }
        double usual = (model.newcomers + 0.5) / (model.watched + 1);
        boolean settled = model.watched >= SETTLED;
        boolean risen = settled && risen(count, rows, model.newcomers, model.watched);
        double share = (double) count / rows;
        double excess = count == 0 ? 0 : Math.max(0, 1 - usual * rows / count);
        if (risen) {
            findings.field(
                    model.name,
                    0.15 + 0.85 * share,
                    model.name + " has new values in " + Forms.percent(share) + " of the samples, such as "
                            + Findings.quote(column.text(example)));
        }
        // When most values are new the field has changed, and no cell is to blame.
        if (settled && excess >= 0.5 && share <= MOST_NEW) {
            for (int row = window.firstNew(); row < window.size(); row++) {
                if (unheardOf(column, model, row)) {
                    findings.cell(
                            row,
                            model.name,
                            SEVERITY_VALUE * excess,
                            model.name + " is " + Findings.quote(column.text(row)) + ", a value it never had in "
                                    + Math.round(model.present) + " samples");
                }
            }
        }
        for (int row = window.firstNew(); row < window.size(); row++) {
            if (window.learnable(row)) {
                model.newcomers += unheardOf(column, model, row) ? 1 : 0;
                model.watched++;
            }
        }
    }

    private static boolean unheardOf(StringColumn column, FieldModel model, int row) {
        int id = model.ids[row];
        return column.states()[row] == 0 && (id == Counts.NONE || model.values.count(id) == 0);
    }

    private boolean risen(int count, int n, double before, double seen) {
        if (seen < 100 || count < Math.max(3, LEAST_SHARE * n)) {
            return false;
        }
        double usual = before / seen;
        double support = Math.min(seen, SUPPORT);
        return count > 1.5 * usual * n && BetaBinomial.tail(count, n, usual * support, support) < alpha;
    }

    private static String kind(Column column) {
        return switch (column.kind()) {
            case NUMERIC -> "number";
            case BOOLEAN -> "boolean";
            case TIMESTAMP -> "time";
            case EMBEDDING -> "vector of " + ((EmbeddingColumn) column).dimension() + " numbers";
            case CATEGORICAL, TEXT -> "string";
        };
    }
}
