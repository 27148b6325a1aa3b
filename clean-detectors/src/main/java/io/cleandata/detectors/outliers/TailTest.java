package io.cleandata.detectors.outliers;

/**
 * Looks for a second population in the upper tail of a distribution.
 *
 * <p><b>Statistic.</b> The tail of one unimodal population has a falling density, so its distribution function is concave there. The least
 * concave majorant of the empirical distribution function (Grenander, "On the theory of mortality measurement", 1956) lies
 * above it by at most chance; where values are missing before a hump, it lies far above. The statistic is the largest
 * gap, in values, over the square root of their number (the one-sided relative of Hartigan's dip, 1985). The
 * values from the gap on are the second population.
 *
 * <p><b>Level.</b> For an exponential tail of 30, 100 and 400 values the 99 % quantile of the statistic is 1.13, .97 and .87 (simulated).
 *
 * <p><b>Cost.</b> Linear in the number of values, which have to be sorted.
 */
final class TailTest {

    /** The largest statistic that chance explains. */
    static final double LEVEL = 1.1;

    private TailTest() {}

    /** A gap below a concave distribution function: its size, and the first value after it. */
    record Gap(double statistic, double from) {}

    /**
     * Finds the largest gap.
     *
     * @param sorted ascending values
     * @param first index of the tail's first value
     * @param end index after its last
     * @param origin where the tail begins, at most the first value
     */
    static Gap largestGap(double[] sorted, int first, int end, double origin) {
        int count = end - first;
        if (count == 0) {
            return new Gap(0, origin);
        }
        // upper hull of (0, 0), (x_1, 1), ..., (x_n, n)
        int[] hull = new int[count + 1];
        int top = 0;
        hull[0] = 0;
        for (int k = 1; k <= count; k++) {
            while (top > 0 && !turnsRight(sorted, first, origin, hull[top - 1], hull[top], k)) {
                top--;
            }
            hull[++top] = k;
        }
        double largest = 0;
        int at = 1;
        for (int h = 1; h <= top; h++) {
            int a = hull[h - 1];
            int b = hull[h];
            double xa = x(sorted, first, origin, a);
            double slope = (b - a) / Math.max(x(sorted, first, origin, b) - xa, Double.MIN_NORMAL);
            for (int k = a + 1; k <= b; k++) {
                double gap = a + slope * (x(sorted, first, origin, k) - xa) - (k - 1);
                if (gap > largest) {
                    largest = gap;
                    at = k;
                }
            }
        }
        return new Gap(largest / Math.sqrt(count), x(sorted, first, origin, at));
    }

    private static double x(double[] sorted, int first, double origin, int k) {
        return k == 0 ? origin : sorted[first + k - 1];
    }

    private static boolean turnsRight(double[] sorted, int first, double origin, int a, int b, int c) {
        double xa = x(sorted, first, origin, a);
        return (b - a) * (x(sorted, first, origin, c) - xa) > (c - a) * (x(sorted, first, origin, b) - xa);
    }
}
