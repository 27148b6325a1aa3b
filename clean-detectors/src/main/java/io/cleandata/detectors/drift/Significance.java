package io.cleandata.detectors.drift;

/** Probabilities of test statistics under the hypothesis that nothing changed. */
final class Significance {

    private static final double[] LANCZOS = {
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7
    };

    private Significance() {}

    /**
     * Of a Kolmogorov-Smirnov distance at least as large between samples of the two sizes (asymptotic series, with Stephens'
     * correction for small samples, 1970).
     */
    static double kolmogorov(double distance, double first, double second) {
        double root = Math.sqrt(first * second / (first + second));
        double lambda = (root + 0.12 + 0.11 / root) * Math.max(distance, 0);
        if (lambda < 0.3) {
            return 1;
        }
        double sum = 0;
        for (int j = 1; j <= 100; j++) {
            double term = Math.exp(-2.0 * j * j * lambda * lambda);
            sum += (j & 1) == 1 ? term : -term;
            if (term < 1e-300 || term < 1e-17 * sum) {
                break;
            }
        }
        return Math.max(0, Math.min(1, 2 * sum));
    }

    /** Of a chi-squared value at least as large with so many degrees of freedom. */
    static double chiSquared(double value, double degrees) {
        return degrees <= 0 ? 1 : upperGamma(degrees / 2, value / 2);
    }

    /** That at least so many of those drawn are marked, when all are drawn alike, without putting back (hypergeometric). */
    static double hypergeometric(long total, long marked, long drawn, long least) {
        if (least <= Math.max(0, marked + drawn - total)) {
            return 1;
        }
        if (least > Math.min(marked, drawn)) {
            return 0;
        }
        double term =
                Math.exp(logChoose(marked, least) + logChoose(total - marked, drawn - least) - logChoose(total, drawn));
        double sum = 0;
        for (long x = least; term > 1e-17 * sum && term > 0; x++) {
            sum += term;
            term *= (double) (marked - x) / (x + 1) * ((double) (drawn - x) / (total - marked - drawn + x + 1));
        }
        return Math.min(1, sum);
    }

    /** That two shares of which both rows had the same chance differ at least so much, by Fisher's exact test: twice the probability of the smaller tail. */
    static double twoShares(long first, long firstRows, long second, long secondRows) {
        boolean rises = (double) second / secondRows > (double) first / firstRows;
        double tail = rises
                ? hypergeometric(firstRows + secondRows, first + second, secondRows, second)
                : hypergeometric(firstRows + secondRows, first + second, firstRows, first);
        return Math.min(1, 2 * tail);
    }

    private static double logChoose(long n, long k) {
        return logGamma(n + 1.0) - logGamma(k + 1.0) - logGamma(n - k + 1.0);
    }

    /** Of a standard normal value at least as large. */
    static double normal(double z) {
        double tail = z == 0 ? 0.5 : 0.5 * upperGamma(0.5, z * z / 2);
        return z >= 0 ? tail : 1 - tail;
    }

    /** Regularised upper incomplete gamma function (series and continued fraction as in Numerical Recipes, 6.2). */
    static double upperGamma(double a, double x) {
        if (x <= 0) {
            return 1;
        }
        double scale = Math.exp(a * Math.log(x) - x - logGamma(a));
        if (x < a + 1) {
            double term = 1 / a;
            double sum = term;
            for (int n = 1; n < 10_000 && Math.abs(term) > Math.abs(sum) * 1e-15; n++) {
                term *= x / (a + n);
                sum += term;
            }
            return Math.max(0, 1 - sum * scale);
        }
        double b = x + 1 - a;
        double c = 1e300;
        double d = 1 / b;
        double h = d;
        for (int i = 1; i < 10_000; i++) {
            double an = -i * (i - a);
            b += 2;
            d = an * d + b;
            d = Math.abs(d) < 1e-300 ? 1e-300 : d;
            c = b + an / c;
            c = Math.abs(c) < 1e-300 ? 1e-300 : c;
            d = 1 / d;
            double change = d * c;
            h *= change;
            if (Math.abs(change - 1) < 1e-15) {
                break;
            }
        }
        return Math.min(1, scale * h);
    }

    /** Logarithm of the gamma function of a positive number (Lanczos). */
    static double logGamma(double x) {
        if (x < 0.5) {
            return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
        }
        double y = x - 1;
        double sum = 0.99999999999980993;
        for (int i = 0; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (y + i + 1);
        }
        double t = y + LANCZOS.length - 0.5;
        return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
    }
}
