package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Naive Bayes on the presence of n-grams (multinomial, on binary counts: Schneider 2004), with leave-one-out by taking a row's own counts
 * away.
 *
 * <p>{@code P(j | k) = (C[k,j] + mu_j) / (C[k] + alpha V)} with the background {@code mu_j} proportional to the n-gram's total count and
 * summing to alpha V; alpha in {.1, .3, 1} by leave-one-out log-loss. N-grams that only one document holds are left out: under
 * leave-one-out their absence elsewhere would tell the row's own label. A second round trusts a row by {@code P(given) / P(most
 * likely)}, at least .02. The log-score is divided by the square root of the number of n-grams, which tames the false independence, and
 * calibrated by a temperature.
 *
 * <p>The background's logarithm is common to all classes, so that only pairs of n-gram and label that occur cost a logarithm, once for
 * each fit. A fit packs the vocabulary's counts: what comes and goes afterwards does not touch the fitted model.
 *
 * <p>Assumes that n-grams are independent given the class, which they are not: ranking survives that (Domingos and Pazzani 1997),
 * probabilities need the temperature. A fit costs some five passes over the n-grams of the window's documents, each times the labels that
 * it occurs under, and one over the vocabulary.
 */
final class NaiveBayes {

    private static final double[] ALPHAS = {0.1, 0.3, 1};
    private static final int TRIAL = 128;
    private static final float LEAST_TRUST = 0.02f;

    private final Vocabulary words;
    private int classes;
    private double alpha = 0.3;
    private double factor = 5;

    /** Places of an n-gram's labels: {@code start[id]} to {@code start[id + 1]}; none for n-grams that are left out. */
    private int[] start = new int[1];

    private int known;
    private int[] classAt = new int[0];
    private float[] weight = new float[0];
    private float[] logOf = new float[0];
    private float[] background = new float[0];
    private int[] prepared = new int[0];
    private int version;
    private float[] sums = new float[0];

    private double[] classTotal = new double[0];
    private double[] classRows = new double[0];
    private double grandTotal;
    private int vocabulary;

    /** Hashes of the rows that are counted, and how far each is trusted. */
    private int[] trained = new int[0];

    private float[] trusted = new float[0];

    NaiveBayes(Vocabulary words) {
        this.words = words;
    }

    /**
     * Fits on the documents counted in the vocabulary and on those of the window, and writes the probabilities of the window's.
     *
     * @param documents ids of the scored rows' n-grams
     * @param places for each of them the place of the row's label
     * @param memoryRows number of documents in memory by class
     */
    void fitAndJudge(int[][] documents, char[][] places, TrainingSet set, double[] memoryRows, float[] out) {
        int n = documents.length;
        int[] classOf = set.classOf();
        classes = set.classes();
        pack(classOf);
        int[] own = new int[n];
        int[] counted = new int[n];
        int[][] kept = new int[n][];
        int[][] mine = new int[n][];
        for (int i = 0; i < n; i++) {
            counted[i] = set.learnable()[i] ? set.given()[i] : -1;
            // A row that was delivered before is counted when the memory or the window holds it once more.
            own[i] = set.trainRow()[i] >= 0 || set.twin()[i] >= 0 ? set.given()[i] : counted[i];
            keep(documents[i], places[i], i, kept, mine);
        }
        float[] trust = new float[n];
        Arrays.fill(trust, 1);
        count(kept, mine, counted, trust, memoryRows);
        chooseAlpha(kept, mine, own, counted, trust);
        for (int round = 0; round < 2; round++) {
            version++;
            for (int i = 0; i < n; i++) {
                scoreOne(kept[i], mine[i], own[i], trust[i], out, i * classes);
            }
            factor = Temperature.fit(out, counted, n, classes, 0.1, 60, factor).factor();
            Temperature.apply(out, n, classes, factor);
            if (round == 0) {
                for (int i = 0; i < n; i++) {
                    if (counted[i] >= 0) {
                        float most = 0;
                        for (int k = 0; k < classes; k++) {
                            most = Math.max(most, out[i * classes + k]);
                        }
                        trust[i] = Math.max(LEAST_TRUST, Math.min(1, out[i * classes + own[i]] / most));
                    }
                }
                for (int i = 0; i < n && set.again().any(); i++) {
                    trust[i] = set.twin()[i] >= 0 ? trust[set.twin()[i]] : trust[i];
                }
                pack(classOf);
                count(kept, mine, counted, trust, memoryRows);
            }
        }
        remember(set, trust);
    }

    /** What rows the counts hold, for rows that come again: those of the memory, which are trusted, and those of the window. */
    private void remember(TrainingSet set, float[] trust) {
        int remembered = set.trainHash().length - set.fresh();
        trained = Arrays.copyOf(set.trainHash(), remembered + trust.length);
        trusted = new float[trained.length];
        Arrays.fill(trusted, 0, remembered, 1);
        int n = remembered;
        for (int i = 0; i < trust.length; i++) {
            if (set.learnable()[i]) {
                trained[n] = set.scoredHash()[i];
                trusted[n++] = trust[i];
            }
        }
        trained = Arrays.copyOf(trained, n);
        trusted = Arrays.copyOf(trusted, n);
    }

    /** Probabilities of documents that the model has not seen, or whose own counts are to be taken away. */
    void judge(int[][] documents, TrainingSet set, float[] out) {
        int[] none = new int[0];
        int[] kept = new int[256];
        int[] last = set.again().last(trained);
        for (int i = 0; i < documents.length; i++) {
            int m = 0;
            for (int id : documents[i]) {
                if (id < known && start[id] < start[id + 1]) {
                    if (m == kept.length) {
                        kept = Arrays.copyOf(kept, 2 * m);
                    }
                    kept[m++] = id;
                }
            }
            int place = set.again().any() ? set.again().placeOf()[i] : -1;
            if (place >= 0 && last[place] >= 0) {
                int own = set.given()[i];
                int[] ids = Arrays.copyOf(kept, m);
                scoreOne(ids, placesOf(ids, own), own, trusted[last[place]], out, i * classes);
            } else {
                scoreOne(Arrays.copyOf(kept, m), none, -1, 0, out, i * classes);
            }
        }
        Temperature.apply(out, documents.length, classes, factor);
    }

    /** The place of a class in each of some n-grams; -1 where it is none of the n-gram's. */
    private int[] placesOf(int[] ids, int own) {
        int[] places = new int[ids.length];
        for (int j = 0; j < ids.length; j++) {
            places[j] = -1;
            for (int p = start[ids[j]]; p < start[ids[j] + 1]; p++) {
                places[j] = classAt[p] == own ? p : places[j];
            }
        }
        return places;
    }

    /** The log-scores of one round with a given alpha, every row trusted, before the temperature. */
    float[] logScores(
            int[][] documents,
            char[][] places,
            int[] given,
            double[] memoryRows,
            int[] classOf,
            int classes,
            double withAlpha) {
        int n = documents.length;
        this.classes = classes;
        alpha = withAlpha;
        version++;
        pack(classOf);
        int[][] kept = new int[n][];
        int[][] mine = new int[n][];
        for (int i = 0; i < n; i++) {
            keep(documents[i], places[i], i, kept, mine);
        }
        float[] trust = new float[n];
        Arrays.fill(trust, 1);
        count(kept, mine, given, trust, memoryRows);
        float[] out = new float[n * classes];
        for (int i = 0; i < n; i++) {
            scoreOne(kept[i], mine[i], given[i], 1, out, i * classes);
        }
        return out;
    }

    private void chooseAlpha(int[][] kept, int[][] mine, int[] own, int[] counted, float[] trust) {
        int n = kept.length;
        int step = Math.max(1, n / TRIAL);
        int m = (n + step - 1) / step;
        float[] trial = new float[m * classes];
        int[] trialOwn = new int[m];
        double best = Double.POSITIVE_INFINITY;
        double chosen = alpha;
        for (double candidate : ALPHAS) {
            alpha = candidate;
            version++;
            for (int i = 0; i < m; i++) {
                trialOwn[i] = counted[i * step];
                scoreOne(kept[i * step], mine[i * step], own[i * step], trust[i * step], trial, i * classes);
            }
            double loss = Temperature.fit(trial, trialOwn, m, classes, 0.1, 60, factor)
                    .loss();
            if (loss < best) {
                best = loss;
                chosen = candidate;
            }
        }
        alpha = chosen;
    }

    /** Copies the counts of all n-grams that more than one document holds. */
    private void pack(int[] classOf) {
        known = words.idBound();
        if (start.length <= known) {
            start = new int[known + known / 2 + 1];
            background = new float[start.length];
            prepared = new int[start.length];
        }
        int bound = words.placeBound();
        if (weight.length < bound) {
            weight = new float[bound + bound / 2];
            logOf = new float[weight.length];
            classAt = new int[weight.length];
        }
        int at = 0;
        vocabulary = 0;
        for (int id = 0; id < known; id++) {
            start[id] = at;
            if (words.documents(id) > 1) {
                vocabulary++;
                int from = words.block(id);
                int n = words.labels(id);
                for (int i = 0; i < n; i++) {
                    int label = words.label(from + i);
                    int k = label < classOf.length ? classOf[label] : -1;
                    // Labels that take no part are added up in a place of their own, which spares a branch.
                    classAt[at] = k < 0 ? classes : k;
                    weight[at++] = words.count(from + i);
                }
            }
        }
        start[known] = at;
    }

    /** The n-grams of a document that are not left out, and the place of its own label in each. */
    private void keep(int[] document, char[] places, int row, int[][] kept, int[][] mine) {
        int[] ids = new int[document.length];
        int[] own = new int[document.length];
        int m = 0;
        for (int j = 0; j < document.length; j++) {
            int id = document[j];
            if (start[id] < start[id + 1]) {
                ids[m] = id;
                own[m++] = start[id] + places[j];
            }
        }
        kept[row] = Arrays.copyOf(ids, m);
        mine[row] = Arrays.copyOf(own, m);
    }

    private void count(int[][] kept, int[][] mine, int[] own, float[] trust, double[] memoryRows) {
        classRows = memoryRows.clone();
        for (int i = 0; i < kept.length; i++) {
            if (own[i] >= 0) {
                for (int p : mine[i]) {
                    weight[p] += trust[i];
                }
                classRows[own[i]] += trust[i];
            }
        }
        classTotal = new double[classes + 1];
        grandTotal = 0;
        for (int id = 0; id < known; id++) {
            double sum = 0;
            for (int p = start[id]; p < start[id + 1]; p++) {
                classTotal[classAt[p]] += weight[p];
                sum += classAt[p] < classes ? weight[p] : 0;
            }
            background[id] = (float) sum;
            grandTotal += sum;
        }
    }

    private double mu(int id) {
        return alpha * vocabulary * (background[id] + 0.1) / (grandTotal + 0.1 * vocabulary);
    }

    private float[] sumsOf() {
        if (sums.length <= classes) {
            sums = new float[classes + 1];
        }
        Arrays.fill(sums, 0);
        return sums;
    }

    private void prepare(int id) {
        double inverse = 1 / mu(id);
        for (int p = start[id]; p < start[id + 1]; p++) {
            logOf[p] = weight[p] > 0 ? (float) FastMath.log(1 + weight[p] * inverse) : 0;
        }
        prepared[id] = version;
    }

    private void scoreOne(int[] kept, int[] mine, int own, float trust, float[] out, int at) {
        float[] sums = sumsOf();
        double self = 0;
        double scale = (grandTotal + 0.1 * vocabulary) / (alpha * vocabulary);
        int length = kept.length;
        for (int j = 0; j < length; j++) {
            int id = kept[j];
            if (prepared[id] != version) {
                prepare(id);
            }
            int end = start[id + 1];
            for (int p = start[id]; p < end; p++) {
                sums[classAt[p]] += logOf[p];
            }
            if (own >= 0 && mine[j] >= 0) {
                int p = mine[j];
                float without = weight[p] - trust;
                // Most n-grams of a row occur under its label only in the row itself.
                self -= logOf[p];
                if (without > 1e-6f) {
                    self += FastMath.log(1 + without * scale / (background[id] + 0.1));
                }
            }
        }
        double spread = 1 / Math.sqrt(Math.max(1, length));
        for (int k = 0; k < classes; k++) {
            double total = classTotal[k];
            double rows = classRows[k];
            double s = sums[k];
            if (k == own) {
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
        out.writeInt(classes);
        out.writeDouble(alpha);
        out.writeDouble(factor);
        State.write(out, start, known + 1);
        State.write(out, classAt, start[known]);
        State.write(out, weight, start[known]);
        State.write(out, background, known);
        State.write(out, classTotal, classTotal.length);
        State.write(out, classRows, classRows.length);
        out.writeDouble(grandTotal);
        out.writeInt(vocabulary);
        State.write(out, trained, trained.length);
        State.write(out, trusted, trusted.length);
    }

    void restore(DataInputStream in) throws IOException {
        classes = in.readInt();
        alpha = in.readDouble();
        factor = in.readDouble();
        start = State.ints(in);
        known = start.length - 1;
        classAt = State.ints(in);
        weight = State.floats(in);
        logOf = new float[weight.length];
        background = State.floats(in);
        prepared = new int[start.length];
        version = 1;
        classTotal = State.doubles(in);
        classRows = State.doubles(in);
        grandTotal = in.readDouble();
        vocabulary = in.readInt();
        trained = State.ints(in);
        trusted = State.floats(in);
    }
}
