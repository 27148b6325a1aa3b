package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Joins the experts' opinions into one, and says how likely each given label is wrong.
 *
 * <p>The true class given the row is a log-linear pool, {@code c = softmax(sum_j beta_j log P_j)}; the given label comes from the true one
 * by a noise matrix, {@code P(given = g | true = t) = T[t, g]}. Both are fitted to the labels as given: T by expectation-maximisation
 * with its rates shrunk to one overall rate, beta by Newton's method with a pull towards 1.8 / J (J experts). That pull matters: a freer pool
 * sharpens itself until it explains the errors as truth. The posterior is {@code q = 1 - T[g,g] c_g / sum_t T[t,g] c_t}.
 *
 * <p>The experts' opinions must be out of sample. Fitting takes some 16 passes over at most {@link #KEEP} rows times classes; T is
 * classes squared.
 */
final class OpinionPool {

    static final int KEEP = 1000;
    private static final double EPSILON = 2e-3;
    private static final double START_RATE = 0.03;
    private static final double SHRINK = 20;
    private static final double SHARPNESS = 1.8;
    private static final double PULL = 0.03;
    private static final double MOST_BETA = 5;

    private final double centre;
    private final double pull;
    private final int experts;
    private int[] labelOf = new int[0];
    private int k;
    private double[] beta;
    /** {@code noise[given * k + true]}. */
    private double[] noise = new double[0];

    private final float[][] history = new float[KEEP][0];
    private final int[] historyLabel = new int[KEEP];
    private int filled;
    private boolean fitted;
    private double rate = START_RATE;

    OpinionPool(int experts) {
        this.experts = experts;
        // Experts on the same columns agree and share the weight; those of tables and those of texts tell different
        // things.
        this.centre = SHARPNESS / Math.min(experts, 3);
        this.pull = PULL * Math.min(experts, 2);
        this.beta = new double[experts];
        Arrays.fill(beta, centre);
    }

    double rate() {
        return rate;
    }

    int classes() {
        return k;
    }

    int[] labelOf() {
        return labelOf;
    }

    /** Makes the classes those labels, keeping what is known of labels that stay. */
    void classes(int[] labels) {
        if (Arrays.equals(labels, labelOf)) {
            return;
        }
        int m = labels.length;
        int[] from = new int[m];
        for (int i = 0; i < m; i++) {
            from[i] = indexOf(labelOf, labels[i]);
        }
        double[] t = new double[m * m];
        for (int g = 0; g < m; g++) {
            for (int y = 0; y < m; y++) {
                boolean known = from[g] >= 0 && from[y] >= 0;
                t[g * m + y] =
                        known && fitted ? noise[from[g] * k + from[y]] : g == y ? 1 - rate : rate / Math.max(1, m - 1);
            }
        }
        normalise(t, m);
        float floor = (float) FastMath.log(EPSILON / m / (1 + EPSILON));
        int kept = 0;
        for (int i = 0; i < filled; i++) {
            int g = indexOf(labels, labelOf[historyLabel[i]]);
            if (g < 0) {
                continue;
            }
            float[] row = new float[experts * m];
            for (int j = 0; j < experts; j++) {
                for (int q = 0; q < m; q++) {
                    row[j * m + q] = from[q] >= 0 ? history[i][j * k + from[q]] : floor;
                }
            }
            history[kept] = row;
            historyLabel[kept++] = g;
        }
        filled = kept;
        noise = t;
        labelOf = labels.clone();
        k = m;
    }

    private static int indexOf(int[] labels, int label) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == label) {
                return i;
            }
        }
        return -1;
    }

    private static void normalise(double[] t, int m) {
        for (int y = 0; y < m; y++) {
            double sum = 0;
            for (int g = 0; g < m; g++) {
                sum += t[g * m + y];
            }
            for (int g = 0; g < m; g++) {
                t[g * m + y] /= sum;
            }
        }
    }

    /**
     * Smooths an expert's probabilities and takes logarithms.
     *
     * @param p {@code k} for each row, need not sum to one
     */
    private void logs(float[] p, int at, float[] out, int to) {
        double sum = 0;
        for (int q = 0; q < k; q++) {
            sum += p[at + q];
        }
        double scale = sum > 0 ? 1 / sum : 0;
        double add = sum > 0 ? EPSILON / k : 1.0 / k;
        double norm = sum > 0 ? 1 / (1 + EPSILON) : 1;
        for (int q = 0; q < k; q++) {
            out[to + q] = (float) FastMath.log((p[at + q] * scale + add) * norm);
        }
    }

    /** Adds the newest opinions, at most {@link #KEEP} of them, to what the pool is fitted on; rows with a negative class do not count. */
    void learn(float[][] opinions, int[] y, int n) {
        int eligible = 0;
        for (int i = 0; i < n; i++) {
            eligible += y[i] >= 0 ? 1 : 0;
        }
        int take = Math.min(KEEP, eligible);
        int drop = Math.max(0, filled + take - KEEP);
        if (drop > 0) {
            System.arraycopy(history, drop, history, 0, filled - drop);
            System.arraycopy(historyLabel, drop, historyLabel, 0, filled - drop);
            filled -= drop;
        }
        // Of a large window, rows spread over all of it.
        int seen = 0;
        for (int i = 0; i < n; i++) {
            if (y[i] < 0) {
                continue;
            }
            boolean taken = (long) (seen + 1) * take / eligible > (long) seen * take / eligible;
            seen++;
            if (taken) {
                float[] row = new float[experts * k];
                for (int j = 0; j < experts; j++) {
                    logs(opinions[j], i * k, row, j * k);
                }
                history[filled] = row;
                historyLabel[filled++] = y[i];
            }
        }
    }

    void fit() {
        if (filled == 0) {
            return;
        }
        double[] c = new double[filled * k];
        int rounds = fitted ? 2 : 4;
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < filled; i++) {
                mix(history[i], beta, c, i * k);
            }
            for (int pass = 0; pass < 3; pass++) {
                expectation(c);
            }
            newton(4);
        }
        fitted = true;
    }

    private void mix(float[] row, double[] b, double[] c, int at) {
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

    /** One round of expectation-maximisation of the noise matrix. */
    private void expectation(double[] c) {
        double[] n = new double[k * k];
        for (int i = 0; i < filled; i++) {
            int g = historyLabel[i];
            double z = 0;
            for (int y = 0; y < k; y++) {
                z += c[i * k + y] * noise[g * k + y];
            }
            double inverse = 1 / Math.max(z, 1e-300);
            for (int y = 0; y < k; y++) {
                n[g * k + y] += c[i * k + y] * noise[g * k + y] * inverse;
            }
        }
        noiseFrom(n);
    }

    /** The noise matrix from expected counts {@code n[given * k + true]}. */
    private void noiseFrom(double[] n) {
        double[] byTrue = new double[k];
        double[] byGiven = new double[k];
        double total = 0;
        double trace = 0;
        for (int g = 0; g < k; g++) {
            for (int y = 0; y < k; y++) {
                double v = n[g * k + y];
                byTrue[y] += v;
                byGiven[g] += v;
                total += v;
            }
            trace += n[g * k + g];
        }
        rate = (total - trace + SHRINK * START_RATE) / (total + SHRINK);
        for (int y = 0; y < k; y++) {
            double off = byTrue[y] - n[y * k + y];
            double e = Math.min(0.6, Math.max(1e-4, (off + SHRINK * rate) / (byTrue[y] + SHRINK)));
            double shape = 0;
            for (int g = 0; g < k; g++) {
                shape += g == y ? 0 : 0.5 * byGiven[g] / total + 0.5 / k;
            }
            for (int g = 0; g < k; g++) {
                if (g == y) {
                    noise[g * k + y] = k > 1 ? 1 - e : 1;
                    continue;
                }
                double q0 = (0.5 * byGiven[g] / total + 0.5 / k) / shape;
                noise[g * k + y] = e * (n[g * k + y] + SHRINK * 0.5 * q0) / (off + SHRINK * 0.5);
            }
        }
    }

    /** At most {@code steps} steps on beta. */
    private void newton(int steps) {
        var here = new Local(experts);
        loss(beta, here);
        for (int i = 0; i < steps; i++) {
            double[] next = step(here.hessian, here.gradient);
            var there = new Local(experts);
            if (next == null || loss(next, there) > here.loss) {
                next = step(here.bound, here.gradient);
                there = new Local(experts);
                if (next == null || loss(next, there) > here.loss) {
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
    private double loss(double[] b, Local at) {
        int e = experts;
        double[] c = new double[k];
        double sum = 0;
        double[] mc = new double[e];
        double[] mg = new double[e];
        double[] sc = new double[e * e];
        double[] sg = new double[e * e];
        for (int i = 0; i < filled; i++) {
            float[] row = history[i];
            mix(row, b, c, 0);
            int g = historyLabel[i] * k;
            double z = Math.max(given(c, 0, historyLabel[i]), 1e-300);
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
                double w = p * noise[g + y] / z;
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

    /**
     * Whether the opinions tell more about the given labels than the class shares alone: the mean gain in log-likelihood is two standard
     * errors above zero, and at least a hundredth.
     */
    boolean informative() {
        if (filled < 20) {
            return false;
        }
        double[] share = new double[k];
        for (int i = 0; i < filled; i++) {
            share[historyLabel[i]] += 1.0 / filled;
        }
        double[] c = new double[k];
        double sum = 0;
        double square = 0;
        for (int i = 0; i < filled; i++) {
            mix(history[i], beta, c, 0);
            double gain = FastMath.log(Math.max(1e-300, given(c, 0, historyLabel[i])) / share[historyLabel[i]]);
            sum += gain;
            square += gain * gain;
        }
        double mean = sum / filled;
        double deviation = Math.sqrt(Math.max(0, square / filled - mean * mean));
        return mean > 0.01 && mean > 2 * deviation / Math.sqrt(filled);
    }

    /** Probability that this label is given to a row of these pooled probabilities. */
    private double given(double[] c, int at, int label) {
        double z = 0;
        for (int y = 0; y < k; y++) {
            z += c[at + y] * noise[label * k + y];
        }
        return z;
    }

    /**
     * Sets the noise matrix from the confident joint (Northcutt, Jiang and Chuang 2021, section 3.1): a row counts for the most likely of
     * the classes that reach their threshold, which is the mean probability of a class over the rows given it. Expectation-maximisation
     * goes on from there.
     */
    void startFromConfidentJoint() {
        double[] threshold = new double[k];
        double[] rows = new double[k];
        for (int i = 0; i < filled; i++) {
            int g = historyLabel[i];
            threshold[g] += FastMath.exp(history[i][g]);
            rows[g]++;
        }
        double[] joint = new double[k * k];
        for (int i = 0; i < filled; i++) {
            int best = -1;
            for (int y = 0; y < k; y++) {
                boolean confident = rows[y] > 0 && FastMath.exp(history[i][y]) >= threshold[y] / rows[y];
                if (confident && (best < 0 || history[i][y] > history[i][best])) {
                    best = y;
                }
            }
            if (best >= 0) {
                joint[historyLabel[i] * k + best]++;
            }
        }
        if (filled > 0) {
            noiseFrom(joint);
        }
    }

    /** Log-probability that a row of true class {@code y} is given this label. */
    double logNoise(int given, int y) {
        return FastMath.log(Math.max(1e-12, noise[given * k + y]));
    }

    /**
     * The pooled class probabilities of some rows.
     *
     * @param c {@code k} for each row, filled
     */
    void pool(float[][] opinions, int n, double[] c) {
        float[] row = new float[experts * k];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < experts; j++) {
                logs(opinions[j], i * k, row, j * k);
            }
            mix(row, beta, c, i * k);
        }
    }

    /** Probability that the given class is not the true one, for pooled probabilities that begin at {@code at}. */
    double wrong(double[] c, int at, int given) {
        return 1 - c[at + given] * noise[given * k + given] / Math.max(given(c, at, given), 1e-300);
    }

    void save(DataOutputStream out) throws IOException {
        State.write(out, labelOf, k);
        State.write(out, beta, experts);
        State.write(out, noise, noise.length);
        out.writeBoolean(fitted);
        out.writeDouble(rate);
        State.write(out, historyLabel, filled);
        for (int i = 0; i < filled; i++) {
            State.write(out, history[i], history[i].length);
        }
    }

    void restore(DataInputStream in) throws IOException {
        labelOf = State.ints(in);
        k = labelOf.length;
        beta = State.doubles(in);
        noise = State.doubles(in);
        fitted = in.readBoolean();
        rate = in.readDouble();
        int[] labels = State.ints(in);
        filled = Math.min(KEEP, labels.length);
        System.arraycopy(labels, 0, historyLabel, 0, filled);
        for (int i = 0; i < filled; i++) {
            history[i] = State.floats(in);
        }
    }
}
