package io.cleandata.benchmarks;

import io.cleandata.benchmarks.SimulatedWindows.Kind;
import java.util.SplittableRandom;

/**
 * How soon a test can tell a change that knows all about it but its time: the law of the windows before, the mean after, and the correlation. No test that has to
 * learn these is quicker.
 *
 * <p>CUSUM (Page, Biometrika 41, 1954), which is optimal for independent windows (Moustakides, Ann. Stat. 14, 1986), of the likelihood ratios of the windows' normal
 * scores, taken as a Gaussian AR(1) process whose mean is moved. Its limit is set by simulation to one alarm in 10,000 windows at the quality given.
 */
final class BestPossible {

    private static final int WINDOWS = 1_000_000;
    private static final int ALARMS = WINDOWS / 10_000;
    private static final int AFTER = 50_000;
    private static final int RUNS = 2000;
    private static final int BEFORE = 100;
    private static final int LONGEST = 5000;
    /** Windows beyond a share, at least, for its score to be read off; those of rarer shares are extrapolated. */
    private static final int SEEN = 20;

    private final Kind kind;
    private final int n;
    private final SplittableRandom random;
    /** Normal scores of the shares 0/n, 1/n ... n/n at the quality where false alarms are counted; the higher, the worse the share. */
    private final double[] scores;

    private final double[] sound;
    private final double correlation;

    /** @param quality at which the test alarms once in 10,000 windows */
    BestPossible(Kind kind, int n, double quality, SplittableRandom random) {
        this.kind = kind;
        this.n = n;
        this.random = random;
        SimulatedWindows windows = new SimulatedWindows(kind, n, random);
        int[] counts = new int[WINDOWS];
        for (int t = 0; t < WINDOWS; t++) {
            counts[t] = count(windows, quality);
        }
        scores = scores(counts);
        sound = new double[WINDOWS];
        double squares = 0;
        double lagged = 0;
        for (int t = 0; t < WINDOWS; t++) {
            sound[t] = scores[counts[t]];
            squares += sound[t] * sound[t];
            lagged += t == 0 ? 0 : sound[t] * sound[t - 1];
        }
        correlation = lagged / squares;
    }

    /** Mean windows until the alarm, after 100 windows without one at the quality before; the first window of the change counts as 1. */
    double delay(double before, double after) {
        SimulatedWindows changed = new SimulatedWindows(kind, n, random);
        double shift = 0;
        for (int t = 0; t < AFTER; t++) {
            shift += scores[count(changed, after)] / AFTER;
        }
        double limit = limit(shift);
        double sum = 0;
        for (int run = 0; run < RUNS; ) {
            SimulatedWindows windows = new SimulatedWindows(kind, n, random);
            Sum evidence = new Sum(shift);
            boolean quiet = true;
            for (int t = 0; t < BEFORE; t++) {
                quiet &= evidence.add(scores[count(windows, before)]) < limit;
            }
            if (quiet) {
                run++;
                int until = 1;
                while (evidence.add(scores[count(windows, after)]) < limit && until < LONGEST) {
                    until++;
                }
                sum += until;
            }
        }
        return sum / RUNS;
    }

    private double limit(double shift) {
        double low = -50; // below 0 where the change is so large that one window tells it too often
        double high = 20;
        for (int i = 0; i < 20; i++) {
            double middle = (low + high) / 2;
            if (alarms(shift, middle) > ALARMS) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private int alarms(double shift, double limit) {
        int alarms = 0;
        Sum evidence = new Sum(shift);
        for (double score : sound) {
            if (evidence.add(score) >= limit) {
                alarms++;
                evidence = new Sum(shift);
            }
        }
        return alarms;
    }

    /** The logarithm of the likelihood ratio for a change at the likeliest time. */
    private final class Sum {
        private final double deviation = Math.sqrt(1 - correlation * correlation);
        private final double first;
        private final double later;
        private double sum = Double.NEGATIVE_INFINITY;
        private double last;

        Sum(double shift) {
            first = shift / deviation;
            later = first * (1 - correlation);
        }

        double add(double score) {
            double news = (score - correlation * last) / deviation;
            last = score;
            sum = Math.max(sum + later * (news - later / 2), first * (news - first / 2));
            return sum;
        }
    }

    private int count(SimulatedWindows windows, double quality) {
        return (int) Math.round(windows.next(quality) * n);
    }

    private double[] scores(int[] counts) {
        int[] frequencies = new int[n + 1];
        for (int count : counts) {
            frequencies[count]++;
        }
        double[] result = new double[n + 1];
        double below = 0;
        int low = n;
        int high = 0;
        for (int k = 0; k <= n; k++) {
            double rank = below + frequencies[k] / 2.0;
            below += frequencies[k];
            if (rank >= SEEN && counts.length - rank >= SEEN) {
                result[k] = -quantile(rank / counts.length);
                low = Math.min(low, k);
                high = Math.max(high, k);
            }
        }
        int step = Math.max(1, n / 100);
        double slope = (result[low] - result[low + step]) / step;
        for (int k = low - 1; k >= 0; k--) {
            result[k] = result[k + 1] + slope;
        }
        slope = (result[high - step] - result[high]) / step;
        for (int k = high + 1; k <= n; k++) {
            result[k] = result[k - 1] - slope;
        }
        return result;
    }

    private static double quantile(double probability) {
        double low = -10;
        double high = 10;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (SimulatedWindows.normal(middle) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
