package io.cleandata.detectors.drift;

/**
 * A distribution function as steps.
 *
 * @param values ascending
 * @param cumulative weight of all values up to and with each
 * @param total weight of all
 */
record Steps(double[] values, double[] cumulative, double total) {

    /** Least value at which at least a share {@code p} of the weight lies. */
    double quantile(double p) {
        double target = p * total;
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] >= target) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return values[low];
    }

    /** Largest vertical distance of two distribution functions (Kolmogorov and Smirnov), and the area between them (Wasserstein). */
    static Distance distance(Steps a, Steps b) {
        int i = 0;
        int j = 0;
        double fa = 0;
        double fb = 0;
        double largest = 0;
        double area = 0;
        double last = 0;
        boolean begun = false;
        while (i < a.values.length || j < b.values.length) {
            double x = i == a.values.length
                    ? b.values[j]
                    : j == b.values.length ? a.values[i] : Math.min(a.values[i], b.values[j]);
            if (begun) {
                area += Math.abs(fa - fb) * (x - last);
            }
            while (i < a.values.length && a.values[i] <= x) {
                fa = a.cumulative[i++] / a.total;
            }
            while (j < b.values.length && b.values[j] <= x) {
                fb = b.cumulative[j++] / b.total;
            }
            largest = Math.max(largest, Math.abs(fa - fb));
            last = x;
            begun = true;
        }
        return new Distance(largest, area);
    }

    /** Two distances of distributions. */
    record Distance(double kolmogorov, double wasserstein) {}
}
