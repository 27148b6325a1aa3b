package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Learns in the stream which label a row should have, and judges the labels it was given.
 *
 * <p>Rows are judged by experts that have not seen their label (out of the bag, leave-one-out, or fitted on the past), whose opinions an
 * {@link OpinionPool} joins. Believed rows enter a bounded memory, so that the experts of the next window know more. Experts and pool
 * are fitted anew after a thousand new rows (in the first thousand whenever the rows have doubled); in between they judge rows they have never seen. A
 * window's cost is thereby proportional to its rows, and a large window is fitted on at most {@link #MOST_NEW} of them.
 */
final class LabelModel {

    /** New rows between two fits. */
    static final int REFIT = 1000;

    /** Labels that are assessed at once: the noise matrix is their square. */
    static final int MOST_CLASSES = 1000;

    private static final int MOST_NEW = 8000;
    /** Rows of each label that the memory is to hold, however many labels there are. */
    private static final int ENOUGH = 12;

    private static final double BELIEVED = 0.5;
    /** Share of a label's rows that may be disbelieved before it is the memory that is doubted. */
    private static final double MOST_DISBELIEVED = 0.5;

    private final int least;
    private final int enough;
    private final LabelMemory memory;
    private final Experts[] experts;
    private final OpinionPool pool;

    private int[] labelOf = new int[0];
    private int[] classOf = new int[0];
    private int labels;
    private boolean fitted;
    private boolean informative;
    private int since;
    private int trainedOn;

    /** Learnable rows seen, up to a bound. */
    private int met;

    /** @param least rows that a label must have to be assessed */
    LabelModel(int least, LabelMemory memory, Experts... experts) {
        this.least = least;
        this.enough = Math.max(ENOUGH, least + least / 2);
        this.memory = memory;
        this.experts = experts;
        int count = 0;
        for (Experts e : experts) {
            count += e.count();
        }
        this.pool = new OpinionPool(count);
    }

    LabelMemory memory() {
        return memory;
    }

    /** Labels that are assessed. */
    int classes() {
        return labelOf.length;
    }

    /** Judges the labels of a batch and learns from it. */
    Judgement judge(Batch batch) {
        int n = batch.rows();
        var verdict = new Judgement(n);
        int[] slots = memory.enter(batch);
        int learnable = 0;
        for (int i = 0; i < n; i++) {
            labels = Math.max(labels, batch.label()[i] + 1);
            learnable += batch.learnable()[i] ? 1 : 0;
        }
        since += learnable;
        met = Math.min(2 * REFIT, met + learnable);
        boolean fit = learnable > 0 && (!fitted || since >= due());
        if (fit) {
            chooseClasses(batch);
        }
        int[] rows = assessable(batch);
        if (labelOf.length < 2) {
            verdict.obstacle = "fewer than two labels have " + least + " samples in the window and in memory";
        } else if (rows.length == 0) {
            verdict.obstacle = "no label of the window has " + least + " samples in the window and in memory";
        } else {
            assess(batch, slots, rows, fit, verdict);
        }
        if (fit) {
            // Where the window has no row of the classes just chosen, the experts do not know them yet.
            fitted = labelOf.length >= 2 && rows.length > 0;
            since = 0;
        }
        remember(batch, slots, verdict);
        if (!verdict.obstacle.isEmpty()) {
            verdict.clear();
        }
        return verdict;
    }

    /** New rows after which a fit is due: as many as the last one had, while the stream is young. */
    private int due() {
        return met > REFIT ? REFIT : Math.min(REFIT, trainedOn);
    }

    /** The labels that are frequent enough in memory and window to be classes. */
    private void chooseClasses(Batch batch) {
        int[] count = new int[labels];
        for (int i = 0; i < memory.size(); i++) {
            count[memory.label(memory.slot(i))]++;
        }
        for (int i = 0; i < batch.rows(); i++) {
            count[batch.label()[i]] += batch.learnable()[i] ? 1 : 0;
        }
        boolean[] chosen = chosen(count);
        classOf = new int[labels];
        labelOf = new int[labels];
        int k = 0;
        for (int l = 0; l < labels; l++) {
            classOf[l] = chosen[l] ? k : -1;
            if (chosen[l]) {
                labelOf[k++] = l;
            }
        }
        labelOf = Arrays.copyOf(labelOf, k);
        pool.classes(labelOf);
    }

    /** The labels of enough rows; of more than {@link #MOST_CLASSES} of them those that were classes before, then the most frequent. */
    private boolean[] chosen(int[] count) {
        boolean[] chosen = new boolean[count.length];
        long[] order = new long[count.length];
        int k = 0;
        for (int l = 0; l < count.length; l++) {
            if (count[l] >= least) {
                long before = l < classOf.length && classOf[l] >= 0 ? 0 : 1L << 62;
                order[k++] = before + ((long) (Integer.MAX_VALUE - count[l]) << 31) + l;
            }
        }
        if (k > MOST_CLASSES) {
            Arrays.sort(order, 0, k);
            k = MOST_CLASSES;
        }
        for (int i = 0; i < k; i++) {
            chosen[(int) (order[i] & Integer.MAX_VALUE)] = true;
        }
        return chosen;
    }

    private int[] assessable(Batch batch) {
        int[] rows = new int[batch.rows()];
        int m = 0;
        for (int i = 0; i < rows.length; i++) {
            int label = batch.label()[i];
            if (label < classOf.length && classOf[label] >= 0) {
                rows[m++] = i;
            }
        }
        return Arrays.copyOf(rows, m);
    }

    private void assess(Batch batch, int[] slots, int[] rows, boolean fit, Judgement verdict) {
        int m = rows.length;
        int k = labelOf.length;
        TrainingSet set = trainingSet(batch, slots, rows, fit);
        float[][] opinions = new float[opinionCount()][m * k];
        int at = 0;
        for (Experts e : experts) {
            float[][] own = Arrays.copyOfRange(opinions, at, at + e.count());
            if (fit) {
                e.fitAndJudge(set, own);
            } else {
                e.judge(set, own);
            }
            at += e.count();
        }
        int[] counted = set.given().clone();
        for (int i = 0; i < m; i++) {
            counted[i] = set.learnable()[i] ? counted[i] : -1;
        }
        pool.learn(opinions, counted, m);
        if (fit) {
            pool.fit();
            informative = pool.informative();
        }
        EqualRecords equal = EqualRecords.of(memory, slots, batch.learnable(), classOf, k);
        if (!informative) {
            String why = "the features say no more about the label than how frequent each label is";
            if (equal.judge(labelOf, verdict)) {
                verdict.remark = why + ": only equal records were judged";
            } else {
                verdict.obstacle = why;
            }
            return;
        }
        double[] c = new double[m * k];
        int[] place = new int[batch.rows()];
        Arrays.fill(place, -1);
        Arrays.fill(verdict.unknown, true);
        verdict.crowded = k == MOST_CLASSES;
        pool.pool(opinions, m, c);
        for (int i = 0; i < m; i++) {
            int given = set.given()[i];
            verdict.set(rows[i], pool.wrong(c, i * k, given), c, i * k, given, labelOf);
            place[rows[i]] = i;
            verdict.unknown[rows[i]] = false;
        }
        equal.revise(place, c, pool, verdict);
    }

    private int opinionCount() {
        int count = 0;
        for (Experts e : experts) {
            count += e.count();
        }
        return count;
    }

    private TrainingSet trainingSet(Batch batch, int[] slots, int[] rows, boolean fit) {
        int m = rows.length;
        int[] scored = new int[m];
        int[] given = new int[m];
        boolean[] learnable = new boolean[m];
        int eligible = 0;
        for (int i = 0; i < m; i++) {
            scored[i] = slots[rows[i]];
            given[i] = classOf[batch.label()[rows[i]]];
            learnable[i] = batch.learnable()[rows[i]];
            eligible += learnable[i] ? 1 : 0;
        }
        int[] trainRow = new int[m];
        Arrays.fill(trainRow, -1);
        int[] twin = trainRow.clone();
        int[] scoredHash = hashes(scored);
        Again again = eligible < m ? Again.of(scoredHash, learnable) : Again.none();
        if (!fit) {
            int[] none = new int[0];
            return new TrainingSet(
                    none, none, scored, given, trainRow, learnable, 0, none, scoredHash, again, twin, labelOf, classOf);
        }
        int fresh = Math.min(eligible, MOST_NEW);
        int[] train = new int[memory.size() + fresh];
        int[] y = new int[train.length];
        int t = 0;
        for (int i = 0; i < memory.size(); i++) {
            int slot = memory.slot(i);
            if (classOf[memory.label(slot)] >= 0) {
                train[t] = slot;
                y[t++] = classOf[memory.label(slot)];
            }
        }
        int seen = 0;
        for (int i = 0; i < m; i++) {
            if (learnable[i]) {
                // Of a large window, rows spread over all of it.
                boolean taken = (long) (seen + 1) * fresh / eligible > (long) seen * fresh / eligible;
                seen++;
                if (taken) {
                    train[t] = scored[i];
                    y[t] = given[i];
                    trainRow[i] = t++;
                }
            }
        }
        trainedOn = t;
        train = Arrays.copyOf(train, t);
        int[] trainHash = hashes(train);
        if (again.any()) {
            findTwins(again, trainHash, scoredHash, learnable, trainRow, twin);
        }
        return new TrainingSet(
                train,
                Arrays.copyOf(y, t),
                scored,
                given,
                trainRow,
                learnable,
                fresh,
                trainHash,
                scoredHash,
                again,
                twin,
                labelOf,
                classOf);
    }

    /** Finds what rows that were delivered before are in the training set, and which of them are in the window once more, as new ones. */
    private static void findTwins(
            Again again, int[] trainHash, int[] scoredHash, boolean[] learnable, int[] trainRow, int[] twin) {
        int[] shown = new int[scoredHash.length];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = learnable[i] ? scoredHash[i] : 0;
        }
        int[] trained = again.last(trainHash);
        int[] fresh = again.last(shown);
        for (int i = 0; i < shown.length; i++) {
            int place = again.placeOf()[i];
            if (place >= 0) {
                trainRow[i] = trained[place];
                twin[i] = fresh[place];
            }
        }
    }

    private int[] hashes(int[] slots) {
        int[] hash = new int[slots.length];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = memory.hash(slots[i]);
        }
        return hash;
    }

    /** Keeps believed rows; where most rows of a label are disbelieved, the label has a new meaning and the memory must learn it. */
    private void remember(Batch batch, int[] slots, Judgement verdict) {
        int[] count = new int[labels];
        int[] disbelieved = new int[labels];
        for (int i = 0; i < batch.rows(); i++) {
            count[batch.label()[i]]++;
            disbelieved[batch.label()[i]] += verdict.wrong[i] > BELIEVED ? 1 : 0;
        }
        for (int i = 0; i < batch.rows(); i++) {
            int l = batch.label()[i];
            boolean doubted = verdict.wrong[i] > BELIEVED && disbelieved[l] <= MOST_DISBELIEVED * count[l];
            if (batch.learnable()[i] && !doubted) {
                memory.keep(slots[i]);
            } else {
                memory.discard(slots[i]);
            }
        }
        memory.trim(labels, enough);
    }

    void save(DataOutputStream out) throws IOException {
        State.write(out, labelOf, labelOf.length);
        State.write(out, classOf, classOf.length);
        out.writeInt(labels);
        out.writeBoolean(fitted);
        out.writeBoolean(informative);
        out.writeInt(since);
        out.writeInt(trainedOn);
        out.writeInt(met);
        memory.save(out);
        pool.save(out);
        for (Experts e : experts) {
            e.save(out);
        }
    }

    void restore(DataInputStream in) throws IOException {
        labelOf = State.ints(in);
        classOf = State.ints(in);
        labels = in.readInt();
        fitted = in.readBoolean();
        informative = in.readBoolean();
        since = in.readInt();
        trainedOn = in.readInt();
        met = in.readInt();
        memory.restore(in);
        pool.restore(in);
        for (Experts e : experts) {
            e.restore(in);
        }
    }
}
