package io.cleandata.detectors.labels;

import io.cleandata.model.Probabilities;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Judges labels by the class probabilities that the messages carry (confident learning, Northcutt, Jiang and Chuang 2021): the noise matrix
 * starts from the confident joint with its class thresholds, and posterior, ranking and flags are those of the learnt models.
 *
 * <p>Assumes that the sender's model has not been trained on the labels that it is to judge, and that errors depend on the class alone;
 * that its probabilities are calibrated it does not assume, for the pool has a weight. Labels count up to {@link LabelModel#MOST_CLASSES},
 * those the stream showed first. Costs rows times classes for each window, and a fit of the pool for every thousand new rows.
 */
final class SentProbabilities {

    private final int least;
    private final OpinionPool pool = new OpinionPool(1);
    private int[] given = new int[16];
    private int[] labelOf = new int[0];
    private boolean started;
    private boolean informative;
    private int since;

    SentProbabilities(int least) {
        this.least = least;
    }

    /**
     * Judges rows that have a label and probabilities.
     *
     * @param rows rows of the window
     * @param label label of each of them
     * @param identity hash of the features of each
     */
    Judgement judge(
            Probabilities sent, int[] rows, int[] label, boolean[] learnable, long[] identity, StringIds names) {
        int n = rows.length;
        var verdict = new Judgement(n);
        for (int i = 0; i < n; i++) {
            given = label[i] < given.length ? given : Arrays.copyOf(given, 2 * label[i] + 2);
            given[label[i]] += learnable[i] ? 1 : 0;
            since += learnable[i] ? 1 : 0;
        }
        boolean fit = !started || since >= LabelModel.REFIT;
        int[] sentLabel = new int[sent.labels().size()];
        for (int k = 0; k < sentLabel.length; k++) {
            sentLabel[k] = names.id(sent.labels().get(k));
        }
        if (fit) {
            chooseClasses(sentLabel);
        }
        int k = labelOf.length;
        if (k < 2) {
            verdict.obstacle = "the probabilities sent are of fewer than two labels";
            return verdict;
        }
        int[] classOfSent = new int[sentLabel.length];
        for (int j = 0; j < sentLabel.length; j++) {
            classOfSent[j] = Arrays.binarySearch(labelOf, sentLabel[j]);
        }
        float[][] opinions = new float[1][n * k];
        int[] y = new int[n];
        int[] counted = new int[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < sentLabel.length; j++) {
                if (classOfSent[j] >= 0) {
                    opinions[0][i * k + classOfSent[j]] = Math.max(0, sent.value(rows[i], j));
                }
            }
            y[i] = given[label[i]] >= least ? Arrays.binarySearch(labelOf, label[i]) : -1;
            counted[i] = learnable[i] ? y[i] : -1;
        }
        pool.learn(opinions, counted, n);
        if (fit) {
            if (!started) {
                pool.startFromConfidentJoint();
            }
            pool.fit();
            informative = pool.informative();
            started = true;
            since = 0;
        }
        var equal = new EqualRecords(identity, y, 0, learnable, k);
        if (!informative) {
            String why = "the probabilities sent say no more about the label than how frequent each label is";
            if (equal.judge(labelOf, verdict)) {
                verdict.remark = why + ": only equal records were judged";
            } else {
                verdict.obstacle = why;
            }
            return verdict;
        }
        verdict.crowded = k == LabelModel.MOST_CLASSES;
        double[] c = new double[n * k];
        pool.pool(opinions, n, c);
        int[] place = new int[n];
        for (int i = 0; i < n; i++) {
            place[i] = y[i] >= 0 ? i : -1;
            verdict.unknown[i] = y[i] < 0;
            if (y[i] >= 0) {
                verdict.set(i, pool.wrong(c, i * k, y[i]), c, i * k, y[i], labelOf);
            }
        }
        equal.revise(place, c, pool, verdict);
        return verdict;
    }

    /** Labels that probabilities are sent for, and labels that are given often enough; in ascending order. */
    private void chooseClasses(int[] sentLabel) {
        boolean[] chosen = new boolean
                [Math.max(given.length, 1 + Arrays.stream(sentLabel).max().orElse(0))];
        for (int l : sentLabel) {
            if (l >= 0) {
                chosen[l] = true;
            }
        }
        for (int l : labelOf) {
            chosen[l] = true;
        }
        for (int l = 0; l < given.length; l++) {
            chosen[l] |= given[l] >= least;
        }
        int[] all = new int[chosen.length];
        int k = 0;
        for (int l = 0; l < chosen.length && k < LabelModel.MOST_CLASSES; l++) {
            if (chosen[l]) {
                all[k++] = l;
            }
        }
        labelOf = Arrays.copyOf(all, k);
        pool.classes(labelOf);
    }

    void save(DataOutputStream out) throws IOException {
        State.write(out, given, given.length);
        State.write(out, labelOf, labelOf.length);
        out.writeBoolean(started);
        out.writeBoolean(informative);
        out.writeInt(since);
        pool.save(out);
    }

    void restore(DataInputStream in) throws IOException {
        given = State.ints(in);
        labelOf = State.ints(in);
        started = in.readBoolean();
        informative = in.readBoolean();
        since = in.readInt();
        pool.restore(in);
    }
}
