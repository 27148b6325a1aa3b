package io.cleandata.cli.html;

/**
 * One window, or several neighbours, in the chart.
 *
 * @param first number of the first window
 * @param last number of the last window
 * @param score mean score; NaN when none of them has one
 * @param low lowest lower end
 * @param high highest upper end
 */
record WindowPoint(long first, long last, double score, double low, double high) {

    WindowPoint merge(WindowPoint next) {
        long own = last - first + 1;
        long others = next.last - next.first + 1;
        double mean = Double.isNaN(score)
                ? next.score
                : Double.isNaN(next.score) ? score : (score * own + next.score * others) / (own + others);
        return new WindowPoint(first, next.last, mean, least(low, next.low), most(high, next.high));
    }

    private static double least(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
    }

    private static double most(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
    }
}
