package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Joins the experts' opinions into one, and says how likely each given label is wrong.
 *
 * <p>The true class given the row is a log-linear pool, {@code c = softmax(sum_j beta_j log P_j)}; the given label comes from the true one
 * by a noise matrix, {@code P(given = g | true = t) = T[t, g]}. Both are fitted to the labels as given, in turns
 * ({@link PoolWeights}, {@link NoiseMatrix}). The posterior is {@code q = 1 - T[g,g] c_g / sum_t T[t,g] c_t}.
 *
 * <p>The experts' opinions must be out of sample. Weights and noise matrix are not: they are fitted on the labels of the last {@link #KEEP}
 * rows, those of the window among them. That is allowed because they are few and shrunk: a weight for each expert is pulled to a fixed
 * value, and the matrix's rates to one overall rate by the weight of 20 rows for each class. A row's own label moves most of them by about a
 * thousandth. Only in the spread of one class's errors over many others may it weigh as much as some three rows of the prior, and that in
 * the direction in which the opinions lean already: it cannot be learnt by heart.
 *
 * <p>Fitting takes some 16 passes over at most {@link #KEEP} rows times classes; T is
 * classes squared.
 */
final class OpinionPool {

    static final int KEEP = 1000;
    private static final double EPSILON = 2e-3;

    private final int experts;
    private final PoolWeights weights;
    private final NoiseMatrix noise = new NoiseMatrix();
    private int[] labelOf = new int[0];
    private int k;

    private final float[][] history = new float[KEEP][0];
    private final int[] historyLabel = new int[KEEP];
    private int filled;
    private boolean fitted;

    OpinionPool(int experts) {
        this.experts = experts;
        this.weights = new PoolWeights(experts);
    }

    double rate() {
        return noise.rate();
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
        noise.classes(from, fitted);
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
                weights.mix(history[i], k, c, i * k);
            }
            for (int pass = 0; pass < 3; pass++) {
                noise.expectation(c, historyLabel, filled);
            }
            weights.newton(new PoolWeights.Rows(history, historyLabel, filled, k, noise), 4);
        }
        fitted = true;
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
            weights.mix(history[i], k, c, 0);
            double gain = FastMath.log(Math.max(1e-300, noise.given(c, 0, historyLabel[i])) / share[historyLabel[i]]);
            sum += gain;
            square += gain * gain;
        }
        double mean = sum / filled;
        double deviation = Math.sqrt(Math.max(0, square / filled - mean * mean));
        return mean > 0.01 && mean > 2 * deviation / Math.sqrt(filled);
    }

    /**
     * Sets the noise matrix from the confident joint (Northcutt, Jiang and Chuang 2021, section 3.1): a row counts for the most likely of
     * the classes that reach their threshold, which is the mean probability of a class over the rows given it. Expectation-maximisation
     * goes on from there.
     */
    void startFromConfidentJoint() {
        double[] joint = confidentJoint();
        double confident = 0;
        for (double v : joint) {
            confident += v;
        }
        if (confident > 0) {
            noise.setFrom(joint);
        }
    }

    /** Rows by class given and class that they are confidently of, {@code [given * k + of]}. */
    double[] confidentJoint() {
        double[] threshold = new double[k];
        double[] rows = new double[k];
        for (int i = 0; i < filled; i++) {
            int g = historyLabel[i];
            threshold[g] += FastMath.exp(history[i][g]);
            rows[g]++;
        }
        for (int y = 0; y < k; y++) {
            // The mean of numbers that are all alike may be a little above them.
            threshold[y] *= (1 - 1e-6) / Math.max(1, rows[y]);
        }
        double[] joint = new double[k * k];
        for (int i = 0; i < filled; i++) {
            int best = -1;
            for (int y = 0; y < k; y++) {
                boolean confident = rows[y] > 0 && FastMath.exp(history[i][y]) >= threshold[y];
                if (confident && (best < 0 || history[i][y] > history[i][best])) {
                    best = y;
                }
            }
            if (best >= 0) {
                joint[historyLabel[i] * k + best]++;
            }
        }
        return joint;
    }

    /** Log-probability that a row of true class {@code y} is given this label. */
    double logNoise(int given, int y) {
        return FastMath.log(Math.max(1e-12, noise.of(given, y)));
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
            weights.mix(row, k, c, i * k);
        }
    }

    /** Probability that the given class is not the true one, for pooled probabilities that begin at {@code at}. */
    double wrong(double[] c, int at, int given) {
        return 1 - c[at + given] * noise.of(given, given) / Math.max(noise.given(c, at, given), 1e-300);
    }

    void save(DataOutputStream out) throws IOException {
        State.write(out, labelOf, k);
        State.write(out, weights.beta(), experts);
        noise.save(out);
        out.writeBoolean(fitted);
        State.write(out, historyLabel, filled);
        for (int i = 0; i < filled; i++) {
            State.write(out, history[i], history[i].length);
        }
    }

    void restore(DataInputStream in) throws IOException {
        labelOf = State.ints(in);
        k = labelOf.length;
        weights.restore(State.doubles(in));
        noise.restore(in, k);
        fitted = in.readBoolean();
        int[] labels = State.ints(in);
        filled = Math.min(KEEP, labels.length);
        System.arraycopy(labels, 0, historyLabel, 0, filled);
        for (int i = 0; i < filled; i++) {
            history[i] = State.floats(in);
        }
    }
}
