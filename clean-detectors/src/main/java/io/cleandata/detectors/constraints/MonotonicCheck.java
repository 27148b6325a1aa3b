package io.cleandata.detectors.constraints;

import io.cleandata.model.NumericColumn;
import org.jspecify.annotations.Nullable;

/** A field that only rises, or only falls, from sample to sample. After a violation the stream goes on from the new value. */
final class MonotonicCheck implements RowCheck {

    private final String field;
    private final Order order;
    double last = Double.NaN;

    MonotonicCheck(String field, Order order) {
        this.field = field;
        this.order = order;
    }

    @Override
    public @Nullable String violation(RowValues row) {
        if (!(row.get(field) instanceof Double value) || row.window().redelivered(row.row())) {
            return null;
        }
        if (Double.isNaN(last)) {
            return "";
        }
        boolean obeys = switch (order) {
            case INCREASING -> value >= last;
            case STRICTLY_INCREASING -> value > last;
            case DECREASING -> value <= last;
        };
        return obeys ? "" : field + " goes from " + NumericColumn.format(last) + " to " + NumericColumn.format(value);
    }

    @Override
    public void learn(RowValues row) {
        if (row.get(field) instanceof Double value) {
            last = value;
        }
    }
}
