package io.cleandata.detectors.stats;

/**
 * The binomial test against a share that is itself only known from a sample.
 *
 * <p>With {@code m} of {@code n} earlier samples missing and Jeffreys' prior the share has the posterior Beta(m + 1/2, n - m + 1/2), and the
 * number missing in a window has a beta-binomial distribution; its upper tail is the p-value. (Gelman et al., Bayesian Data
 * Analysis, 3rd ed., 2.4 and 2.8.)
 */
public final class BetaBinomial {

    private BetaBinomial() {}

    /** Probability of {@code k} or more of {@code n} missing, after {@code m} of {@code earlier} were. */
    public static double tail(int k, int n, double m, double earlier) {
        double a = m + 0.5;
        double b = earlier - m + 0.5;
        double base = logGamma(a + b) - logGamma(a) - logGamma(b) - logGamma(a + b + n) + logGamma(n + 1.0);
        double sum = 0;
        for (int i = k; i <= n; i++) {
            double term =
                    Math.exp(base + logGamma(i + a) + logGamma(n - i + b) - logGamma(i + 1.0) - logGamma(n - i + 1.0));
            sum += term;
            if (term < sum * 1e-12 && i > n * a / (a + b)) {
                break;
            }
        }
        return Math.min(1, sum);
    }

    /** Stirling's series after shifting the argument above 8; relative error under 1e-12 for positive arguments. */
    public static double logGamma(double x) {
        double shift = 0;
        double z = x;
        while (z < 8) {
            shift -= Math.log(z);
            z++;
        }
        double r = 1 / (z * z);
        double series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r / 1188)))) / z;
        return shift + (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series;
    }
}
