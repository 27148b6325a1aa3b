package io.cleandata.detectors.outliers;

import io.cleandata.model.Column;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says which features make a row an outlier: those in which it is further from its nearest ordinary rows than ordinary rows are from
 * theirs, with their values and usual ranges (5 % to 95 %).
 */
final class Explanations {

    private static final int MOST_FEATURES = 4;
    private static final double ENOUGH = 0.6;
    private static final int TYPICAL_ROWS = 10;
    private static final int LONGEST_VALUE = 60;

    private final Window window;
    private final Encoder encoder;
    private final Matrix matrix;
    private final boolean[] ordinary;
    private final int step;
    private final boolean againstReference;
    private final float[] sums;
    private final double[] typical;

    /**
     * @param ordinary which rows of the matrix neighbours may be
     * @param step rows are compared with every so many-th row only
     * @param againstReference whether only reference rows are neighbours
     */
    Explanations(
            Window window, Encoder encoder, Matrix matrix, boolean[] ordinary, int step, boolean againstReference) {
        this.window = window;
        this.encoder = encoder;
        this.matrix = matrix;
        this.ordinary = ordinary;
        this.step = step;
        this.againstReference = againstReference;
        this.sums = new float[matrix.all()];
        this.typical = typical();
    }

    /** What a row is flagged for. */
    record Explanation(String reason, List<String> features) {}

    /**
     * Explains a row.
     *
     * @param at its index in the matrix
     * @param factor how many times as far from its neighbours it is as the median row
     */
    Explanation explain(int at, double factor) {
        return explain(
                at,
                factor,
                againstReference
                        ? " times as far from earlier samples as they are from each other"
                        : " times as far from similar samples as the median sample");
    }

    /** Explains a row that is so many times as far from its nearest rows as these are from theirs. */
    Explanation explainLocally(int at, double factor) {
        return explain(at, factor, " times as far from similar samples as these are from each other");
    }

    /** Explains a row of which one dimension is so many times as far from what similar rows have as is usual. */
    Explanation explainValue(int at, int dimension, double factor) {
        String what = " times the usual difference from similar samples";
        if (feature(dimension, matrix.rows()[at]) < 0) {
            return explain(at, factor, what);
        }
        StringBuilder reason = new StringBuilder();
        List<String> names = new ArrayList<>();
        describe(dimension, matrix.rows()[at], reason, names);
        reason.append("; ").append(number(factor)).append(what);
        return new Explanation(reason.toString(), names);
    }

    private Explanation explain(int at, double factor, String what) {
        double[] excess = contributions(at);
        int features = window.features().size();
        double[] byFeature = new double[features];
        int[] strongest = new int[features];
        Arrays.fill(strongest, -1);
        double sum = 0;
        for (int k = 0; k < excess.length; k++) {
            double e = Math.max(excess[k] - typical[k], 0);
            int f = feature(k, matrix.rows()[at]);
            if (f < 0) {
                continue;
            }
            byFeature[f] += e;
            sum += e;
            if (strongest[f] < 0 || e > excess[strongest[f]] - typical[strongest[f]]) {
                strongest[f] = k;
            }
        }
        StringBuilder reason = new StringBuilder();
        List<String> names = new ArrayList<>();
        double covered = 0;
        while (names.size() < MOST_FEATURES && covered < ENOUGH * sum) {
            int best = -1;
            for (int f = 0; f < features; f++) {
                if (byFeature[f] > 0 && (best < 0 || byFeature[f] > byFeature[best])) {
                    best = f;
                }
            }
            if (best < 0) {
                break;
            }
            covered += byFeature[best];
            byFeature[best] = 0;
            reason.append(reason.isEmpty() ? "" : ", ");
            describe(strongest[best], matrix.rows()[at], reason, names);
        }
        reason.append(reason.isEmpty() ? "" : "; ").append(number(factor)).append(what);
        return new Explanation(reason.toString(), names);
    }

    /** Mean distance to the nearest ordinary rows, by dimension. */
    private double[] contributions(int at) {
        Rows numbers = matrix.numbers();
        int first = againstReference ? matrix.rows().length : at % step;
        int all = matrix.all();
        int near = TrimmedNeighbours.nearest(Math.max(2, (all - first) / step));
        numbers.scaledDistances(at, sums, first, all);
        int[] neighbours = new int[near];
        float[] distances = new float[near];
        int count = 0;
        for (int j = first; j < all; j += step) {
            if (j == at || !ordinary[j]) {
                continue;
            }
            float d = sums[j];
            if (count < near || d < distances[count - 1]) {
                int place = count < near ? count++ : count - 1;
                while (place > 0 && distances[place - 1] > d) {
                    distances[place] = distances[place - 1];
                    neighbours[place] = neighbours[place - 1];
                    place--;
                }
                distances[place] = d;
                neighbours[place] = j;
            }
        }
        double[] means = new double[matrix.width()];
        for (int k = 0; k < means.length; k++) {
            for (int i = 0; i < count && numbers.has(k, at); i++) {
                means[k] += numbers.difference(k, at, neighbours[i]) / count;
            }
        }
        return means;
    }

    private double[] typical() {
        double[] mean = new double[matrix.width()];
        int first = againstReference ? matrix.rows().length : 0;
        int all = matrix.all();
        int used = 0;
        for (int i = 0; i < TYPICAL_ROWS; i++) {
            int at = first + (int) ((long) i * (all - first) / TYPICAL_ROWS);
            if (at < all && ordinary[at]) {
                double[] each = contributions(at);
                for (int k = 0; k < mean.length; k++) {
                    mean[k] += each[k];
                }
                used++;
            }
        }
        for (int k = 0; k < mean.length; k++) {
            mean[k] /= Math.max(used, 1);
        }
        return mean;
    }

    /** The feature that a dimension of a row stands for, the first of two that stand together; -1 for none. */
    private int feature(int k, int row) {
        int feature = matrix.dimensions().get(k).feature();
        if (feature >= 0) {
            return feature;
        }
        Combinations.Combination combination = encoder.combination(row);
        return combination == null ? -1 : combination.first();
    }

    private void describe(int k, int row, StringBuilder to, List<String> names) {
        Dimension dimension = matrix.dimensions().get(k);
        Scale scale = matrix.scales().get(k);
        Column column = window.features().get(feature(k, row));
        double value = dimension.values()[row];
        to.append(column.name());
        add(column.name(), names);
        switch (dimension.measure()) {
            case VALUE -> range(to.append(" is "), value, scale, 1, "");
            case MOMENT -> to.append(" is ").append(column.text(row)).append(moments(column, value, row, scale));
            case RARITY ->
                to.append(" is ")
                        .append(quoted(column, row))
                        .append(", as in ")
                        .append(percent(share(column, row)))
                        .append(" of the samples");
            case COMBINATION -> combination(column, row, to, names);
            case COORDINATE -> to.append(" is unlike other vectors");
            case LENGTH -> lengths(to.append(" has "), value, scale, " characters");
            case WORDS -> lengths(to.append(" has words of "), value, scale, " characters");
            case LETTERS -> range(to.append(" has "), value, scale, 100, " % letters");
            case DIGITS -> range(to.append(" has "), value, scale, 100, " % digits");
            case CAPITALS -> range(to.append(" has "), value, scale, 100, " % capitals");
            case MARKS -> range(to.append(" has "), value, scale, 100, " % punctuation and symbols");
            case FOREIGN -> range(to.append(" has "), value, scale, 100, " % characters beyond ASCII");
            case GRAMS -> to.append(" has unusual sequences of characters: ").append(quoted(column, row));
        }
    }

    private void combination(Column column, int row, StringBuilder to, List<String> names) {
        Combinations.Combination combination = encoder.combination(row);
        if (combination == null) {
            return;
        }
        Column other = window.features().get(combination.second());
        add(other.name(), names);
        to.append(" is ")
                .append(quoted(column, row))
                .append(" and ")
                .append(other.name())
                .append(' ')
                .append(quoted(other, row))
                .append(", as in ")
                .append(combination.others())
                .append(combination.others() == 1 ? " other sample where " : " other samples where ")
                .append(number(Math.max(1, Math.rint(combination.expected()))))
                .append(" would be by chance");
    }

    private static void add(String name, List<String> names) {
        if (!names.contains(name)) {
            names.add(name);
        }
    }

    private double share(Column column, int row) {
        return column instanceof StringColumn strings
                ? encoder.share(strings, row)
                : column instanceof NumericColumn numbers ? encoder.share(numbers, row) : 0;
    }

    private static void range(StringBuilder to, double value, Scale scale, double unit, String what) {
        to.append(number(value * unit))
                .append(what)
                .append(" (usually ")
                .append(between(scale.low() * unit, scale.high() * unit))
                .append(')');
    }

    private static void lengths(StringBuilder to, double value, Scale scale, String what) {
        to.append(number(Math.expm1(value)))
                .append(what)
                .append(" (usually ")
                .append(between(Math.expm1(scale.low()), Math.expm1(scale.high())))
                .append(')');
    }

    private static String moments(Column column, double value, int row, Scale scale) {
        if (!(column instanceof NumericColumn numbers) || Double.isNaN(value)) {
            return "";
        }
        double median = numbers.value(row) - value;
        return " (usually " + Instant.ofEpochMilli((long) (median + scale.low())) + " to "
                + Instant.ofEpochMilli((long) (median + scale.high())) + ")";
    }

    private static String between(double low, double high) {
        String a = number(low);
        String b = number(high);
        return a.equals(b) ? a : a + " to " + b;
    }

    private static String quoted(Column column, int row) {
        @Nullable String text = column.text(row);
        if (text == null) {
            return "missing";
        }
        return "'" + (text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "..." : text) + "'";
    }

    private static String percent(double share) {
        return number(share * 100) + " %";
    }

    /** A number as people write it: four digits at most after leading zeros, no exponent where it can be helped. */
    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return NumericColumn.format(value);
        }
        double size = Math.abs(value);
        if (size >= 1e15 || size < 1e-6) {
            return new BigDecimal(value)
                    .round(new MathContext(4))
                    .stripTrailingZeros()
                    .toString();
        }
        int digits = Math.max(4, (int) Math.floor(Math.log10(size)) + 1);
        return new BigDecimal(value)
                .round(new MathContext(digits))
                .stripTrailingZeros()
                .toPlainString();
    }
}
