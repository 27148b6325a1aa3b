package io.cleandata.cli;

import java.util.Arrays;
import java.util.Locale;

/** Scores as one line of bars, from 0 to 1. */
final class Chart {
    private static final String BLOCKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
    private static final String DIGITS = "01234567";

    private Chart() {}

    /**
     * Draws the scores; where there are more than fit, each bar stands for the lowest of several.
     *
     * @param scores 0 to 1; NaN is drawn as a question mark
     */
    static String of(double[] scores, int width, boolean unicode) {
        int bars = Math.min(width, scores.length);
        var chart = new StringBuilder();
        for (int bar = 0; bar < bars; bar++) {
            int from = (int) ((long) bar * scores.length / bars);
            int to = (int) ((long) (bar + 1) * scores.length / bars);
            double lowest = Arrays.stream(scores, from, to)
                    .filter(score -> !Double.isNaN(score))
                    .min()
                    .orElse(Double.NaN);
            chart.append(bar(lowest, unicode));
        }
        return chart.toString();
    }

    private static char bar(double score, boolean unicode) {
        if (Double.isNaN(score)) {
            return '?';
        }
        // The upper half of the range gets most of the levels: a score of 0.5 is already a disaster.
        double height = Math.max(0, Math.min(1, (score - 0.5) * 2));
        int level = (int) Math.min(7, Math.floor(height * 8));
        return (unicode ? BLOCKS : DIGITS).charAt(level);
    }

    /** What the levels mean. */
    static String legend(boolean unicode) {
        return String.format(Locale.ROOT, "(%s = 0.5 or less, %s = 0.94 or more)", bar(0, unicode), bar(1, unicode));
    }
}
