package io.cleandata.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers, booleans (1 and 0) or moments (milliseconds since the epoch). */
public final class NumericColumn extends Column {

    private final double[] values;
    private final Map<Integer, String> misfits;

    /**
     * @param values one number for each row, NaN where there is none; not copied
     * @param states ordinals of {@link CellState} for each row; not copied
     * @param misfits text of cells that are no numbers (or too large to be exact), by row
     */
    public NumericColumn(
            String name, ColumnKind kind, double[] values, byte[] states, int size, Map<Integer, String> misfits) {
        super(name, kind, states, size);
        this.values = values;
        this.misfits = Map.copyOf(misfits);
    }

    /** One number for each row, NaN where missing; never infinite. May be longer than the column; not to be changed. */
    public double[] values() {
        return values;
    }

    /** The row's number; NaN where missing. */
    public double value(int row) {
        return values[row];
    }

    @Override
    public @Nullable String text(int row) {
        String misfit = misfits.isEmpty() ? null : misfits.get(row);
        if (misfit != null) {
            return misfit;
        }
        double v = values[row];
        if (Double.isNaN(v)) {
            return null;
        }
        if (kind() == ColumnKind.BOOLEAN) {
            return v != 0 ? "true" : "false";
        }
        if (kind() == ColumnKind.TIMESTAMP) {
            return java.time.Instant.ofEpochMilli((long) v).toString();
        }
        return format(v);
    }

    /** The shortest text that reads back as the number: whole numbers without a fraction. */
    public static String format(double v) {
        if (v == Math.rint(v) && Math.abs(v) < 1e15) {
            return Long.toString((long) v);
        }
        return Double.toString(v);
    }
}
