package io.cleandata.detectors.labels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The weights {@code beta} of a log-linear pool, {@code c = softmax(sum_j beta_j log P_j)} (Genest and Zidek 1986).
 *
 * <p>They minimise the mean negative log-likelihood of the labels as given under a noise matrix, plus a quadratic pull towards 1.8 / J (J
 * experts), by Newton's method; where the Hessian fails, by the upper bound of it that EM amounts to. The pull matters: a freer pool
 * sharpens itself until it explains the errors as truth.
 *
 * <p>Assumes opinions that are out of sample; that experts agree for like reasons is what the weights are there for. A step costs rows
 * times classes times the square of the experts, one exponential for each row and class.
 */
final class PoolWeights {

    private static final double SHARPNESS = 1.8;
    private static final double PULL = 0.03;
    private static final double MOST_BETA = 5;

    private final double centre;
    private final double pull;
    private final int experts;
    private double[] beta;

    PoolWeights(int experts) {
        this.experts = experts;
        // Experts on the same columns agree and share the weight; those of tables and those of texts tell different
        // things.
        this.centre = SHARPNESS / Math.min(experts, 3);
        this.pull = PULL * Math.min(experts, 2);
        this.beta = new double[experts];
        Arrays.fill(beta, centre);
    }

    /** The rows that the weights are fitted on: logarithms of the opinions, {@code experts * classes} each, and the classes given. */
    record Rows(float[][] opinions, int[] given, int count, int classes, NoiseMatrix noise) {}

    double[] beta() {
        return beta;
    }

    void restore(double[] saved) {
        beta = saved;
    }

    /** The pooled probabilities of one row of opinions. */
    void mix(float[] row, int k, double[] c, int at) {
        mix(row, beta, k, c, at);
    }

    private void mix(float[] row, double[] b, int k, double[] c, int at) {
        double max = Double.NEGATIVE_INFINITY;
        for (int q = 0; q < k; q++) {
            double s = b[0] * row[q];
            for (int j = 1; j < experts; j++) {
                s += b[j] * row[j * k + q];
            }
            c[at + q] = s;
            max = Math.max(max, s);
        }
        double sum = 0;
        for (int q = 0; q < k; q++) {
            double s = c[at + q] - max;
            // Beyond e^-30 a class makes no difference.
            double e = s < -30 ? 0 : FastMath.exp(s);
            c[at + q] = e;
            sum += e;
        }
        double inverse = 1 / sum;
        for (int q = 0; q < k; q++) {
            c[at + q] *= inverse;
        }
    }

    /** At most {@code steps} steps on beta. */
    void newton(Rows rows, int steps) {
        var here = new Local(experts);
        loss(rows, beta, here);
        for (int i = 0; i < steps; i++) {
            double[] next = step(here.hessian, here.gradient);
            var there = new Local(experts);
            if (next == null || loss(rows, next, there) > here.loss) {
                next = step(here.bound, here.gradient);
                there = new Local(experts);
                if (next == null || loss(rows, next, there) > here.loss) {
                    return;
                }
            }
            double moved = 0;
            for (int j = 0; j < experts; j++) {
                moved = Math.max(moved, Math.abs(next[j] - beta[j]));
            }
            beta = next;
            here = there;
            if (moved < 0.01) {
                return;
            }
        }
    }

    /**
     * What is known of the loss at one point: its gradient, its Hessian (the covariance of the opinions under the pool minus that under
     * the posterior), and an upper bound of the Hessian that leaves the second term out, as EM does.
     */
    private static final class Local {
        private double loss;
        private final double[] gradient;
        private final double[][] hessian;
        private final double[][] bound;

        Local(int experts) {
            gradient = new double[experts];
            hessian = new double[experts][experts];
            bound = new double[experts][experts];
        }
    }

    private double @Nullable [] step(double[][] hessian, double[] gradient) {
        double[] d = solve(hessian, gradient);
        if (d == null) {
            return null;
        }
        double[] next = new double[d.length];
        for (int i = 0; i < d.length; i++) {
            next[i] = Math.min(MOST_BETA, Math.max(0, beta[i] - d[i]));
        }
        return next;
    }

    /** Mean negative log-likelihood of the given labels plus the pull. */
    private double loss(Rows rows, double[] b, Local at) {
        int e = experts;
        int k = rows.classes();
        int filled = rows.count();
        NoiseMatrix noise = rows.noise();
        double[] c = new double[k];
        double sum = 0;
        double[] mc = new double[e];
        double[] mg = new double[e];
        double[] sc = new double[e * e];
        double[] sg = new double[e * e];
        for (int i = 0; i < filled; i++) {
            float[] row = rows.opinions()[i];
            mix(row, b, k, c, 0);
            int g = rows.given()[i];
            double z = Math.max(noise.given(c, 0, g), 1e-300);
            sum -= FastMath.log(z);
            Arrays.fill(mc, 0);
            Arrays.fill(mg, 0);
            Arrays.fill(sc, 0);
            Arrays.fill(sg, 0);
            for (int y = 0; y < k; y++) {
                double p = c[y];
                if (p < 1e-6) {
                    continue;
                }
                double w = p * noise.of(g, y) / z;
                for (int u = 0; u < e; u++) {
                    double a = row[u * k + y];
                    mc[u] += p * a;
                    mg[u] += w * a;
                    for (int v = 0; v <= u; v++) {
                        double ab = a * row[v * k + y];
                        sc[u * e + v] += p * ab;
                        sg[u * e + v] += w * ab;
                    }
                }
            }
            for (int u = 0; u < e; u++) {
                at.gradient[u] -= mg[u] - mc[u];
                for (int v = 0; v <= u; v++) {
                    double cc = sc[u * e + v] - mc[u] * mc[v];
                    double cg = sg[u * e + v] - mg[u] * mg[v];
                    at.bound[u][v] += cc;
                    at.hessian[u][v] += cc - cg;
                }
            }
        }
        at.loss = sum / filled;
        for (int u = 0; u < e; u++) {
            double off = b[u] - centre;
            at.loss += pull * off * off;
            at.gradient[u] = at.gradient[u] / filled + 2 * pull * off;
            for (int v = 0; v <= u; v++) {
                double diagonal = u == v ? 2 * pull : 0;
                at.hessian[u][v] = at.hessian[u][v] / filled + diagonal;
                at.hessian[v][u] = at.hessian[u][v];
                at.bound[u][v] = at.bound[u][v] / filled + diagonal;
                at.bound[v][u] = at.bound[u][v];
            }
        }
        return at.loss;
    }

    /** Solves a small symmetric system by Cholesky; null when it is not positive definite. */
    private static double @Nullable [] solve(double[][] m, double[] rhs) {
        int n = rhs.length;
        double[][] l = new double[n][n];
        double[] x = rhs.clone();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double s = m[i][j];
                for (int q = 0; q < j; q++) {
                    s -= l[i][q] * l[j][q];
                }
                if (i == j) {
                    if (s <= 1e-12) {
                        return null;
                    }
                    l[i][i] = Math.sqrt(s);
                } else {
                    l[i][j] = s / l[j][j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int q = 0; q < i; q++) {
                x[i] -= l[i][q] * x[q];
            }
            x[i] /= l[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int q = i + 1; q < n; q++) {
                x[i] -= l[q][i] * x[q];
            }
            x[i] /= l[i][i];
        }
        return x;
    }
}
