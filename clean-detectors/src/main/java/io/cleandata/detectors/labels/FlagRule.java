package io.cleandata.detectors.labels;

import java.util.Arrays;

/**
 * Where to draw the line: the flags that maximise the expected F1 score.
 *
 * <p>If the m largest of all posteriors q are flagged, the expected F1 is about {@code 2 sum(q of the flagged) / (m + sum(q))}. The m that
 * maximises it gives a threshold; nothing below {@code least} is ever flagged. It is taken over the last thousand posteriors, so that
 * small windows are flagged as steadily as large ones.
 */
final class FlagRule {

    private FlagRule() {}

    static double threshold(double[] q, int n, double least) {
        double[] sorted = Arrays.copyOf(q, n);
        Arrays.sort(sorted);
        double all = 0;
        for (double v : sorted) {
            all += v;
        }
        double best = 0;
        double threshold = 1;
        double sum = 0;
        for (int m = 1; m <= n; m++) {
            double v = sorted[n - m];
            sum += v;
            double f = 2 * sum / (m + all);
            if (f > best) {
                best = f;
                threshold = v;
            }
        }
        return Math.max(threshold, least);
    }
}
