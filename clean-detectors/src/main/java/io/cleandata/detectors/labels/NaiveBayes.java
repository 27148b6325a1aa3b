package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Naive Bayes on the presence of n-grams, with leave-one-out by taking a row's own counts away.
 *
 * <p>{@code P(j | k) = (C[k,j] + mu_j) / (C[k] + alpha V)} with the background {@code mu_j} proportional to the n-gram's total count and
 * summing to alpha V; alpha in {.1, .3, 1} by leave-one-out log-loss. N-grams that only one document holds are left out: under
 * leave-one-out their absence elsewhere would tell the row's own label. A second round trusts a row by {@code P(given) / P(most
 * likely)}, at least .02. The log-score is divided by the square root of the number of n-grams, which tames the false independence, and
 * calibrated by a temperature.
 *
 * <p>The background's logarithm is common to all classes, so that only pairs of n-gram and label that occur cost a logarithm, once for
 * each fit.
 */
final class NaiveBayes {

    private static final double[] ALPHAS = {0.1, 0.3, 1};
    private static final int TRIAL = 256;
    private static final float LEAST_TRUST = 0.02f;

    private final Vocabulary words;
    private int[] classOf = new int[0];
    private int classes;
    private double alpha = 0.3;
    private double factor = 5;

    private float[] weight = new float[0];
    private float[] logOf = new float[0];
    private float[] background = new float[0];
    private int[] prepared = new int[0];
    private boolean[] kept = new boolean[0];
    private int version;
    private int knownIds;
    private int knownPairs;

    private double[] classTotal = new double[0];
    private double[] classRows = new double[0];
    private double grandTotal;
    private int vocabulary;

    NaiveBayes(Vocabulary words) {
        this.words = words;
    }

    /**
     * Fits on the documents counted in the vocabulary and on those of the window, and writes the probabilities of the window's.
     *
     * @param documents ids of the scored rows' n-grams
     * @param own for each scored row the pairs of its n-grams with its label; null when it takes no part in the fit
     * @param y class of each scored row
     * @param memoryRows number of documents in memory by class
     * @param classOf class of each label, -1 for those that take no part
     */
    void fitAndJudge(
            int[][] documents,
            int[] @Nullable [] own,
            int[] y,
            double[] memoryRows,
            int[] classOf,
            int classes,
            float[] out) {
        int n = documents.length;
        this.classOf = classOf;
        this.classes = classes;
        float[] trust = new float[n];
        Arrays.fill(trust, 1);
        int[] given = new int[n];
        for (int i = 0; i < n; i++) {
            given[i] = own[i] == null ? -1 : y[i];
        }
        count(documents, own, given, trust, memoryRows);

        int step = Math.max(1, n / TRIAL);
        double best = Double.POSITIVE_INFINITY;
        double chosen = alpha;
        int m = (n + step - 1) / step;
        float[] trial = new float[m * classes];
        int[] trialGiven = new int[m];
        for (double candidate : ALPHAS) {
            alpha = candidate;
            version++;
            for (int i = 0; i < m; i++) {
                scoreOne(documents[i * step], own[i * step], given[i * step], 1, trial, i * classes);
                trialGiven[i] = given[i * step];
            }
            double loss = Temperature.fit(trial, trialGiven, m, classes, 0.1, 60, factor)
                    .loss();
            if (loss < best) {
                best = loss;
                chosen = candidate;
            }
        }
        alpha = chosen;
        for (int round = 0; round < 2; round++) {
            version++;
            for (int i = 0; i < n; i++) {
                scoreOne(documents[i], own[i], given[i], trust[i], out, i * classes);
            }
            factor = Temperature.fit(out, given, n, classes, 0.1, 60, factor).factor();
            Temperature.apply(out, n, classes, factor);
            if (round == 0) {
                for (int i = 0; i < n; i++) {
                    if (given[i] >= 0) {
                        float most = 0;
                        for (int k = 0; k < classes; k++) {
                            most = Math.max(most, out[i * classes + k]);
                        }
                        trust[i] = Math.max(LEAST_TRUST, Math.min(1, out[i * classes + given[i]] / most));
                    }
                }
                count(documents, own, given, trust, memoryRows);
            }
        }
    }

    /** Probabilities of documents that the model has not seen. */
    void judge(int[][] documents, float[] out) {
        for (int i = 0; i < documents.length; i++) {
            scoreOne(documents[i], null, -1, 0, out, i * classes);
        }
        Temperature.apply(out, documents.length, classes, factor);
    }

    private void count(int[][] documents, int[] @Nullable [] own, int[] given, float[] trust, double[] memoryRows) {
        knownIds = words.idBound();
        knownPairs = words.pairBound();
        if (weight.length < knownPairs) {
            weight = new float[knownPairs + knownPairs / 2];
            logOf = new float[weight.length];
        }
        if (kept.length < knownIds) {
            kept = new boolean[knownIds + knownIds / 2];
            background = new float[kept.length];
            prepared = new int[kept.length];
        }
        for (int p = 0; p < knownPairs; p++) {
            weight[p] = words.pairCount[p];
        }
        classRows = memoryRows.clone();
        for (int i = 0; i < documents.length; i++) {
            int[] pairs = own[i];
            if (pairs != null) {
                for (int p : pairs) {
                    weight[p] += trust[i];
                }
                classRows[given[i]] += trust[i];
            }
        }
        classTotal = new double[classes];
        grandTotal = 0;
        vocabulary = 0;
        for (int id = 0; id < knownIds; id++) {
            kept[id] = words.documents[id] > 1;
            if (!kept[id]) {
                continue;
            }
            double sum = 0;
            for (int p = words.firstPair[id]; p >= 0; p = words.pairNext[p]) {
                int k = classOf[words.pairLabel[p]];
                if (k >= 0) {
                    sum += weight[p];
                    classTotal[k] += weight[p];
                }
            }
            background[id] = (float) sum;
            grandTotal += sum;
            vocabulary++;
        }
    }

    private double mu(int id) {
        return alpha * vocabulary * (background[id] + 0.1) / (grandTotal + 0.1 * vocabulary);
    }

    private void prepare(int id) {
        double inverse = 1 / mu(id);
        for (int p = words.firstPair[id]; p >= 0; p = words.pairNext[p]) {
            if (p < knownPairs) {
                logOf[p] = weight[p] > 0 ? (float) FastMath.log(1 + weight[p] * inverse) : 0;
            }
        }
        prepared[id] = version;
    }

    private void scoreOne(int[] document, int @Nullable [] own, int given, float trust, float[] out, int at) {
        int length = 0;
        for (int k = 0; k < classes; k++) {
            out[at + k] = 0;
        }
        double self = 0;
        for (int j = 0; j < document.length; j++) {
            int id = document[j];
            if (id >= knownIds || !kept[id]) {
                continue;
            }
            length++;
            if (prepared[id] != version) {
                prepare(id);
            }
            for (int p = words.firstPair[id]; p >= 0; p = words.pairNext[p]) {
                if (p < knownPairs) {
                    int k = classOf[words.pairLabel[p]];
                    if (k >= 0) {
                        out[at + k] += logOf[p];
                    }
                }
            }
            if (own != null) {
                int p = own[j];
                double without = Math.max(0, weight[p] - trust);
                self += FastMath.log(1 + without / mu(id)) - logOf[p];
            }
        }
        double spread = 1 / Math.sqrt(Math.max(1, length));
        for (int k = 0; k < classes; k++) {
            double total = classTotal[k];
            double rows = classRows[k];
            double s = out[at + k];
            if (k == given) {
                total -= trust * length;
                rows -= trust;
                s += self;
            }
            s += FastMath.log(Math.max(rows, 0) + 0.5)
                    - length * FastMath.log(Math.max(total, 0) + alpha * vocabulary + 1e-9);
            out[at + k] = (float) (s * spread);
        }
    }

    void save(DataOutputStream out) throws IOException {
        State.write(out, classOf, classOf.length);
        out.writeInt(classes);
        out.writeDouble(alpha);
        out.writeDouble(factor);
        State.write(out, weight, knownPairs);
        State.write(out, background, knownIds);
        State.write(out, kept, knownIds);
        State.write(out, classTotal, classTotal.length);
        State.write(out, classRows, classRows.length);
        out.writeDouble(grandTotal);
        out.writeInt(vocabulary);
    }

    void restore(DataInputStream in) throws IOException {
        classOf = State.ints(in);
        classes = in.readInt();
        alpha = in.readDouble();
        factor = in.readDouble();
        weight = State.floats(in);
        logOf = new float[weight.length];
        background = State.floats(in);
        kept = State.booleans(in);
        prepared = new int[kept.length];
        version = 1;
        knownPairs = weight.length;
        knownIds = kept.length;
        classTotal = State.doubles(in);
        classRows = State.doubles(in);
        grandTotal = in.readDouble();
        vocabulary = in.readInt();
    }
}
