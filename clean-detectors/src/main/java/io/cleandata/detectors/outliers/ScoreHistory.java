package io.cleandata.detectors.outliers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Log distances of the samples of earlier windows, and the level from which a new one is an outlier.
 *
 * <p><b>Rule.</b> With r = log(s / median s) and sigma = (upper quartile of r) / .6745, a sample is flagged when
 *
 * <ul>
 *   <li>its conformal p-value, the share of at least as large values among the last 4000 samples and its own window, is at most the
 *       rate of false alarms asked for, and r &gt; 1.5 sigma; or
 *   <li>the tail of r has a second hump ({@link TailTest}) that begins beyond 3 sigma, and r lies in it.
 * </ul>
 *
 * <p>The first bounds the share flagged in sound data whatever its distribution is (Vovk et al., "Algorithmic learning in a random world",
 * 2005), since all samples, flagged ones too, enter the history. The second finds more where contamination is larger than that share
 * and stands apart; a heavy but falling tail never makes a hump.
 *
 * <p><b>Cost.</b> A sort of history and window; memory is the capacity.
 */
final class ScoreHistory {

    private static final double QUARTILE = 0.6745;
    private static final double FLOOR = 1.5;
    private static final double TAIL = 1.5;
    private static final double HUMP = 3.0;
    private static final int FEW = 300;
    private static final double SMALLEST_SIGMA = 0.05;
    private static final int SMALLEST_TAIL = 10;

    private static final double LEAST = 0.3;
    private static final double IN_HUMP = 0.8;
    private static final double MOST = 0.95;

    private final double rate;
    private final Ring ratios;
    private final Ring joinedRatios;
    private final Ring recent = new Ring(FEW);
    private double[] pool = new double[0];

    ScoreHistory(double rate, int capacity) {
        this.rate = rate;
        this.ratios = new Ring(capacity);
        this.joinedRatios = new Ring(capacity);
    }

    /**
     * The level for one window.
     *
     * @param center median of the log distances
     * @param sigma their upper spread
     * @param level least log distance above the center of an outlier; infinite when nothing can be flagged
     * @param apart least log distance above the center of a second hump; infinite when there is none
     * @param hump least joining distance above the center of a second hump; infinite when there is none
     * @param slope scale of an exponential through the upper tail of r
     */
    record Level(double center, double sigma, double level, double apart, double hump, double slope) {

        double sigmas(double logDistance) {
            return (logDistance - center) / sigma;
        }

        /** Whether a sample is beyond the level, or in a second hump. */
        boolean outlier(double logDistance, double logJoined) {
            return logDistance - center > level || inHump(logDistance, logJoined);
        }

        private boolean inHump(double logDistance, double logJoined) {
            return logDistance - center >= apart && logJoined - center >= hump;
        }

        /**
         * Probability that a flagged sample is no part of the sound tail. At the level itself it is {@link #LEAST}, the precision that flags
         * at the edge of a tail have had on public data; it rises as an exponential through the upper tail falls, and is at
         * least {@link #IN_HUMP} in a second hump.
         */
        double posterior(double logDistance, double logJoined) {
            double beyond = Math.max(0, logDistance - center - level) / slope;
            double posterior = 1 - (1 - LEAST) * Math.exp(-beyond);
            return Math.min(MOST, inHump(logDistance, logJoined) ? Math.max(posterior, IN_HUMP) : posterior);
        }
    }

    /**
     * Computes the level.
     *
     * @param logs log distances of the window's assessed rows
     * @param joined their log distances on joining
     * @param n how many
     * @param learnable which of them will enter the history
     * @param humps whether a second hump counts
     */
    Level level(double[] logs, double[] joined, int n, boolean[] learnable, boolean humps) {
        int extra = n < FEW ? Math.min(recent.size(), FEW - n) : 0;
        double[] sorted = Arrays.copyOf(logs, n + extra);
        for (int i = 0; i < extra; i++) {
            sorted[n + i] = recent.latest(i);
        }
        Arrays.sort(sorted);
        double center = Selection.quantile(sorted, n + extra, 0.5);
        double sigma = Math.max((Selection.quantile(sorted, n + extra, 0.75) - center) / QUARTILE, SMALLEST_SIGMA);
        int count = ratios.size();
        if (pool.length < count + n) {
            pool = new double[count + n];
        }
        ratios.copyTo(pool);
        for (int i = 0; i < n; i++) {
            if (learnable[i]) {
                pool[count++] = logs[i] - center;
            }
        }
        if (count < 100 || n + extra < 50) {
            return new Level(
                    center, sigma, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, sigma);
        }
        Arrays.sort(pool, 0, count);
        int allowed = (int) (rate * count);
        double level = allowed == 0 ? Double.POSITIVE_INFINITY : Math.max(pool[count - allowed - 1], FLOOR * sigma);
        double slope = Math.max(
                (Selection.quantile(pool, count, 0.95) - Selection.quantile(pool, count, 0.75)) / Math.log(5), 1e-3);
        double apart = hump(pool, count, sigma);
        if (!humps || Double.isInfinite(apart)) {
            return new Level(center, sigma, level, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, slope);
        }
        count = joinedRatios.size();
        joinedRatios.copyTo(pool);
        for (int i = 0; i < n; i++) {
            if (learnable[i]) {
                pool[count++] = joined[i] - center;
            }
        }
        Arrays.sort(pool, 0, count);
        return new Level(center, sigma, level, apart, hump(pool, count, sigma), slope);
    }

    /** Where a second hump begins in the tail of sorted ratios, or infinity. */
    private static double hump(double[] sorted, int count, double sigma) {
        double origin = TAIL * sigma;
        int first = firstAbove(sorted, count, origin);
        if (count - first >= SMALLEST_TAIL) {
            TailTest.Gap gap = TailTest.largestGap(sorted, first, count, origin);
            if (gap.statistic() > TailTest.LEVEL && gap.from() > HUMP * sigma) {
                return gap.from();
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Remembers the log distances of a row. */
    void learn(double logDistance, double logJoined, double center) {
        ratios.add(logDistance - center);
        joinedRatios.add(logJoined - center);
        recent.add(logDistance);
    }

    /** How many log distances are remembered. */
    int size() {
        return ratios.size();
    }

    void clear() {
        ratios.clear();
        joinedRatios.clear();
        recent.clear();
    }

    void save(DataOutputStream out) throws IOException {
        ratios.save(out);
        joinedRatios.save(out);
        recent.save(out);
    }

    void restore(DataInputStream in) throws IOException {
        ratios.restore(in);
        joinedRatios.restore(in);
        recent.restore(in);
    }

    private static int firstAbove(double[] sorted, int count, double bound) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] > bound) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
