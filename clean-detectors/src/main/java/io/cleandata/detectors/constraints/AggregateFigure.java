package io.cleandata.detectors.constraints;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects one field over rows; the variance by Welford's recurrence. */
final class AggregateFigure {

    private final Set<String> distinct = new HashSet<>();
    private long count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;
    private double mean;
    private double squares;
    private long numbers;

    void add(RowValues row, String field, boolean wantsDistinct) {
        String text = row.text(field);
        if (text == null) {
            return;
        }
        count++;
        if (wantsDistinct) {
            distinct.add(text);
        }
        if (row.get(field) instanceof Double value) {
            numbers++;
            min = Math.min(min, value);
            max = Math.max(max, value);
            sum += value;
            double delta = value - mean;
            mean += delta / numbers;
            squares += delta * (value - mean);
        }
    }

    /** The figure; null when there is too little to compute it. */
    @Nullable
    Double value(Aggregate aggregate) {
        return switch (aggregate) {
            case COUNT -> (double) count;
            case DISTINCT -> (double) distinct.size();
            case MIN -> numbers == 0 ? null : (Double) min;
            case MAX -> numbers == 0 ? null : (Double) max;
            case SUM -> numbers == 0 ? null : (Double) sum;
            case MEAN -> numbers == 0 ? null : (Double) mean;
            case STDDEV -> numbers < 2 ? null : (Double) Math.sqrt(squares / (numbers - 1));
        };
    }
}
