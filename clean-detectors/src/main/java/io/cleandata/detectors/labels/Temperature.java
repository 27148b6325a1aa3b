package io.cleandata.detectors.labels;

/**
 * The factor on a model's scores that makes their softmax fit the labels best by log-loss (Guo and others 2017, section 4.2).
 *
 * <p>The loss is convex in the factor: Newton's method, kept between two bounds. Costs a handful of passes over the scores.
 */
record Temperature(double factor, double loss) {

    private static final int MOST_SCORES = 20_000;

    /** @param s scores, {@code k} for each of the {@code n} rows; {@code y} the class of each, -1 for rows that do not count */
    static Temperature fit(float[] s, int[] y, int n, int k, double low, double high, double start) {
        double b = Math.min(high, Math.max(low, start));
        double[] p = new double[k];
        double a = low;
        double z = high;
        double loss = 0;
        // One parameter needs no more than some twenty thousand scores.
        int stride = Math.max(1, (int) ((long) n * k / MOST_SCORES));
        for (int round = 0; round < 12; round++) {
            double gradient = 0;
            double curvature = 0;
            loss = 0;
            int m = 0;
            for (int i = 0; i < n; i += stride) {
                if (y[i] < 0) {
                    continue;
                }
                int at = i * k;
                double lse = FastMath.softmax(s, at, k, b, p, 0);
                double mean = 0;
                double square = 0;
                for (int q = 0; q < k; q++) {
                    mean += p[q] * s[at + q];
                    square += p[q] * s[at + q] * s[at + q];
                }
                gradient += mean - s[at + y[i]];
                curvature += square - mean * mean;
                loss += lse - b * s[at + y[i]];
                m++;
            }
            if (m == 0) {
                return new Temperature(b, 0);
            }
            loss /= m;
            if (gradient > 0) {
                z = b;
            } else {
                a = b;
            }
            // Newton on the logarithm of the factor is steadier: the factor is a scale.
            double step = -gradient * b / (curvature * b * b + Math.abs(gradient) * b * 0.2 + 1e-9);
            double next = b * FastMath.exp(Math.max(-1.5, Math.min(1.5, step)));
            if (!(next > a && next < z)) {
                next = Math.sqrt(a * z);
            }
            boolean settled = Math.abs(next - b) < 0.01 * b;
            if (settled) {
                break;
            }
            b = next;
        }
        return new Temperature(b, loss);
    }

    /** Replaces scores by their softmax. */
    static void apply(float[] s, int n, int k, double factor) {
        double[] p = new double[k];
        for (int i = 0; i < n; i++) {
            FastMath.softmax(s, i * k, k, factor, p, 0);
            for (int q = 0; q < k; q++) {
                s[i * k + q] = (float) p[q];
            }
        }
    }
}
