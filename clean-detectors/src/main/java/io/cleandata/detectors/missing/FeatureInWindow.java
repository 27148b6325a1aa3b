package io.cleandata.detectors.missing;

import io.cleandata.detectors.stats.BetaBinomial;
import io.cleandata.model.Column;
import java.util.BitSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One feature in the window at hand: where it is missing, how usual that is, and what one missing value weighs. */
final class FeatureInWindow {

    private static final double SUPPORT = 2000;
    private static final double RARE = 0.02;
    /** Stand-ins are no part of what a feature is like up to a larger share. */
    private static final double RARE_DISGUISED = 0.05;

    private static final double LEAST_SEVERITY = 0.05;
    private static final double HARM_OF_CELL = 0.5;

    final String name;
    final FeatureHistory history;
    final BitSet missing;
    final BitSet disguised;
    final int count;
    private final @Nullable Column column;
    /** Share of missing values that is usual. */
    double usual;
    /** By how much the share has risen, 0 when it has not. */
    double rise;

    private double severity;
    private double usualDisguised;
    private double severityDisguised;

    /** A feature; its column is null when the window does not have it at all. */
    FeatureInWindow(String name, @Nullable Column column, FeatureHistory history, BitSet missing, BitSet disguised) {
        this.name = name;
        this.column = column;
        this.history = history;
        this.missing = missing;
        this.disguised = disguised;
        this.count = missing.cardinality();
    }

    /** Share of the window's rows in which it is missing. */
    double share(int n) {
        return (double) count / n;
    }

    /** Tests the share against what was usual before. */
    void judge(double alpha, double minRise, int n) {
        double seen = history.seen();
        double share = share(n);
        usual = seen > 0 ? history.missing() / seen : share;
        if (seen > 0 && share - usual >= Math.max(minRise, usual / 2)) {
            double support = Math.min(seen, SUPPORT);
            if (BetaBinomial.tail(count, n, usual * support, support) < alpha) {
                rise = share - usual;
            }
        }
        double rare = Math.max(0, 1 - usual / RARE);
        double excess = rise > 0 ? rise / share : 0;
        severity = HARM_OF_CELL * Math.max(excess, rare * rare);
        usualDisguised = seen > 0 ? history.disguised() / seen : (double) disguised.cardinality() / n;
        double rareDisguised = Math.max(0, 1 - usualDisguised / RARE_DISGUISED);
        severityDisguised = Math.max(severity, HARM_OF_CELL * rareDisguised * rareDisguised);
    }

    /** Severity of the missing value in a row, 0 when it is not missing or of no weight. */
    double severity(int row) {
        double weight = disguised.get(row) ? severityDisguised : missing.get(row) ? severity : 0;
        return weight < LEAST_SEVERITY ? 0 : weight;
    }

    /** What stands in the row's cell, and how usual that is. */
    String describe(int row) {
        return name + " is " + what(row) + ", which is the case in "
                + percent(disguised.get(row) ? usualDisguised : usual)
                + (history.seen() > 0 ? " of earlier samples" : " of the samples");
    }

    /** The rise over the window. */
    String describeRise(int n) {
        String now = count == n
                ? name + " has vanished: it is missing in all " + n + " samples"
                : name + " is missing in " + percent(share(n)) + " of the samples";
        return now + ", before in " + percent(usual);
    }

    private String what(int row) {
        if (column == null) {
            return "absent";
        }
        return switch (column.state(row)) {
            case ABSENT -> "absent";
            case NULL -> "null";
            case EMPTY -> "empty";
            case PRESENT, MISMATCH -> "the stand-in '" + column.text(row) + "'";
        };
    }

    private static String percent(double share) {
        double percent = 100 * share;
        if (percent == 0) {
            return "none";
        }
        return String.format(Locale.ROOT, percent < 10 ? "%.1f %%" : "%.0f %%", percent);
    }
}
