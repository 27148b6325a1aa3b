package io.cleandata.benchmarks;

import java.util.SplittableRandom;

/** Counts of sound samples in simulated windows of {@code n}: binomial, over-dispersed, autocorrelated, or both. */
final class SimulatedWindows {

    /** How windows vary. */
    enum Kind {
        BINOMIAL(0, 0),
        BETA_BINOMIAL(0.01, 0),
        AR1(0, 0.5),
        AR1_BETA_BINOMIAL(0.01, 0.5);

        private final double dispersion;
        private final double correlation;

        Kind(double dispersion, double correlation) {
            this.dispersion = dispersion;
            this.correlation = correlation;
        }
    }

    private static final int GRID = 20_000;

    private final Kind kind;
    private final int n;
    private final SplittableRandom random;
    private double state = Double.NaN;
    private double tableMean = Double.NaN;
    private double[] table = new double[0];

    SimulatedWindows(Kind kind, int n, SplittableRandom random) {
        this.kind = kind;
        this.n = n;
        this.random = random;
    }

    /** The share of sound samples in the next window at the true quality given. */
    double next(double mean) {
        if (kind == Kind.BINOMIAL) {
            return binomial(mean) / n;
        }
        double noise = random.nextGaussian();
        double r = kind.correlation;
        state = Double.isNaN(state) ? noise : r * state + Math.sqrt(1 - r * r) * noise;
        if (mean != tableMean) {
            table = kind.dispersion > 0 ? betaTable(mean, kind.dispersion) : binomialTable(mean, n);
            tableMean = mean;
        }
        int cell = quantile(table, normal(state));
        return kind.dispersion > 0 ? binomial((cell + 0.5) / GRID) / n : (double) cell / n;
    }

    /** The variance of a share, as its window shows it. */
    double within(double share) {
        double p = (share * n + 1) / (n + 2);
        return p * (1 - p) / n;
    }

    private double binomial(double p) {
        long limit = (long) (p * (1L << 32));
        int count = 0;
        for (int i = 0; i < n; i += 2) {
            long bits = random.nextLong();
            count += (bits & 0xffffffffL) < limit ? 1 : 0;
            count += i + 1 < n && (bits >>> 32) < limit ? 1 : 0;
        }
        return count;
    }

    private static double[] binomialTable(double p, int n) {
        double[] cumulative = new double[n + 1];
        double log = n * Math.log1p(-p);
        double sum = 0;
        for (int k = 0; k <= n; k++) {
            sum += Math.exp(log);
            cumulative[k] = sum;
            log += Math.log((double) (n - k) / (k + 1)) + Math.log(p / (1 - p));
        }
        return cumulative;
    }

    private static double[] betaTable(double mean, double dispersion) {
        double strength = 1 / dispersion - 1;
        double a = mean * strength;
        double b = (1 - mean) * strength;
        double[] cumulative = new double[GRID];
        double peak = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < GRID; i++) {
            double x = (i + 0.5) / GRID;
            cumulative[i] = (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x);
            peak = Math.max(peak, cumulative[i]);
        }
        double sum = 0;
        for (int i = 0; i < GRID; i++) {
            sum += Math.exp(cumulative[i] - peak);
            cumulative[i] = sum;
        }
        for (int i = 0; i < GRID; i++) {
            cumulative[i] /= sum;
        }
        return cumulative;
    }

    private static int quantile(double[] cumulative, double u) {
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] >= u) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The normal distribution function, to 1e-7 (Numerical Recipes, erfcc). */
    static double normal(double z) {
        double x = Math.abs(z) / Math.sqrt(2);
        double t = 1 / (1 + 0.5 * x);
        double[] c = {
            -1.26551223,
            1.00002368,
            0.37409196,
            0.09678418,
            -0.18628806,
            0.27886807,
            -1.13520398,
            1.48851587,
            -0.82215223,
            0.17087277
        };
        double p = 0;
        for (int i = c.length - 1; i > 0; i--) {
            p = t * (c[i] + p);
        }
        double tail = t * Math.exp(-x * x + c[0] + p) / 2;
        return z > 0 ? 1 - tail : tail;
    }
}
