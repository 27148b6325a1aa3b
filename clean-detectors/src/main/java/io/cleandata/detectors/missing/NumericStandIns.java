package io.cleandata.detectors.missing;

import io.cleandata.model.ColumnKind;
import io.cleandata.model.NumericColumn;
import java.util.Arrays;

/**
 * Finds numbers that stand for a missing value, such as -999.
 *
 * <p>A stand-in is the least or the largest number of its column, repeats, looks like one (-1, -9, 99, 999 and other repeated digits, the
 * limits of machine integers, the moment 1970-01-01), and stands apart from all other numbers of this window and before: it is
 * negative where no other is, or the gap is wider than one and a half times their whole range. Among other numbers it is one that comes four times as
 * often as any of half to twice its size: a spike in a distribution that has none (Qahtan et al., FAHES, KDD 2018).
 */
final class NumericStandIns {

    private static final int REPEATS = 3;
    private static final double GAP = 1.5;
    private static final double SPIKE_FROM = 777;
    private static final int SPIKE = 10;
    private static final int SPIKE_RATIO = 4;
    private static final int TO_COMPARE = 30;
    /** 1980-01-01: software that stamps 1970 means nothing by it when all other moments are later than this. */
    private static final double LATER = 315_532_800_000.0;

    private NumericStandIns() {}

    /** Lets the history learn the stand-ins that the column shows, and the range of its other numbers. */
    static void learn(NumericColumn column, FeatureHistory history) {
        double[] values = column.values();
        int n = column.size();
        boolean moments = column.kind() == ColumnKind.TIMESTAMP;
        if (!moments) {
            learnSpike(values, n, history);
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        boolean known = history.hasStandIns();
        for (int i = 0; i < n; i++) {
            double v = values[i];
            if ((v < low || v > high) && !(known && history.standsForNothing(v))) {
                low = Math.min(low, v);
                high = Math.max(high, v);
            }
        }
        if (low > high) {
            return;
        }
        double nextLow = Double.POSITIVE_INFINITY;
        double nextHigh = Double.NEGATIVE_INFINITY;
        int lows = 0;
        int highs = 0;
        for (int i = 0; i < n; i++) {
            double v = values[i];
            if (v == low) {
                lows++;
            } else if (v < nextLow && v > low) {
                nextLow = v;
            }
            if (v == high) {
                highs++;
            } else if (v > nextHigh && v < high) {
                nextHigh = v;
            }
        }
        double from = Math.min(nextLow, orElse(history.lowest(), Double.POSITIVE_INFINITY));
        double to = Math.max(high > low ? high : nextHigh, orElse(history.highest(), Double.NEGATIVE_INFINITY));
        if (lows >= REPEATS && looksLike(low, moments) && apart(low, from, to, moments)) {
            history.learnStandIn(low);
            low = nextLow;
        }
        from = Math.min(low < high ? low : nextLow, orElse(history.lowest(), Double.POSITIVE_INFINITY));
        to = Math.max(nextHigh, orElse(history.highest(), Double.NEGATIVE_INFINITY));
        if (highs >= REPEATS && looksLike(high, moments) && to < high && high - to > GAP * (to - from) && to > from) {
            history.learnStandIn(high);
        }
        // One stray number must not widen the range: the next ones count.
        if (nextLow <= nextHigh) {
            history.learnRange(nextLow, nextHigh);
        }
    }

    /** A number of a stand-in's form, three digits at least, that comes far more often than any other of its size. */
    private static void learnSpike(double[] values, int n, FeatureHistory history) {
        double spike = Double.NaN;
        int times = 0;
        for (int i = 0; i < n && times < SPIKE; i++) {
            double v = values[i];
            if (Math.abs(v) >= SPIKE_FROM && v != spike && looksLike(v, false) && !history.standsForNothing(v)) {
                spike = v;
                times = count(values, n, v);
            }
        }
        if (times >= SPIKE && times >= SPIKE_RATIO * mostFrequent(values, n, spike)) {
            history.learnStandIn(spike);
        }
    }

    private static int count(double[] values, int n, double of) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            count += values[i] == of ? 1 : 0;
        }
        return count;
    }

    /** How often the most frequent other number of its size comes, half to twice as large; as often as can be when there are too few to compare with. */
    private static int mostFrequent(double[] values, int n, double spike) {
        double[] others = new double[n];
        int size = 0;
        for (int i = 0; i < n; i++) {
            double ratio = values[i] / spike;
            if (ratio >= 0.5 && ratio <= 2 && ratio != 1) {
                others[size++] = values[i];
            }
        }
        if (size < TO_COMPARE) {
            return n;
        }
        Arrays.sort(others, 0, size);
        int most = 0;
        int run = 0;
        for (int i = 0; i < size; i++) {
            run = i > 0 && others[i] == others[i - 1] ? run + 1 : 1;
            most = Math.max(most, run);
        }
        return most;
    }

    private static boolean apart(double v, double from, double to, boolean moments) {
        if (!(from <= to) || v >= from) {
            return false;
        }
        if (moments) {
            return v == 0 && from > LATER;
        }
        return v < 0 && from >= 0 || from - v > GAP * (to - from) && to > from;
    }

    private static boolean looksLike(double v, boolean moments) {
        if (moments) {
            return v == 0;
        }
        double size = Math.abs(v);
        if (v == -1 || v == -9 || size == 2147483647.0 || size == 2147483648.0 || size >= 9.2e18) {
            return true;
        }
        if (size < 77 || size > 1e12 || size != Math.rint(size)) {
            return false;
        }
        long digits = (long) size;
        long digit = digits % 10;
        for (long rest = digits; rest > 0; rest /= 10) {
            if (rest % 10 != digit) {
                return false;
            }
        }
        return digit >= 7;
    }

    private static double orElse(double value, double other) {
        return Double.isNaN(value) ? other : value;
    }
}
