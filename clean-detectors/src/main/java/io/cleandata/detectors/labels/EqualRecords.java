package io.cleandata.detectors.labels;

import java.util.Arrays;

/**
 * Equal records with different labels: at most one of the labels is right, and all the labels together tell which.
 *
 * <p>Equal records that are the same thing seen more than once share one true class t. With the labels given to them,
 * {@code P(t | all) ~ c_t prod_i T[t, g_i]}, c being the geometric mean of the model's opinions on them; a row's label is wrong with
 * probability {@code 1 - P(g_i | all)}. A clear majority makes the minority's labels all but certain errors; two records that contradict
 * each other share the doubt unless the model leans to one.
 *
 * <p>Whether equal records are the same thing is seen by how rare they are, or else by their labels: chance-corrected agreement kappa
 * (Cohen 1960) is {@code (1 - e k / (k - 1))^2} when labels are wrong at the rate e, evenly over k classes. Where they are common but
 * agree almost always (a retry storm), their conflicts are errors all the same. Where they are common and agree less (few coarse
 * features), labels differ for reasons that the features do not show, and nothing is concluded.
 *
 * <p>Where no model can tell the classes, c is how frequent they are and T follows from kappa. Unless equal records agree far better than by chance,
 * their labels have nothing to do with the record, and nothing is concluded.
 *
 * <p>Assumes that labels are wrong independently of each other. Costs a sort of batch and memory, and {@code classes} for each group of
 * equal records that do not agree.
 */
final class EqualRecords {

    /** Share of the rows with an equal one from which on equality by itself means nothing. */
    private static final double COMMON = 0.2;

    /** Comparisons of equal records, and the agreement, that a verdict without a model takes. */
    private static final double FEWEST = 10;

    private static final double LEAST_KAPPA = 0.5;

    /** Agreement from which on equal records are the same thing, however common. */
    private static final double SAME_KAPPA = 0.8;

    private static final double LEAST_NOISE = 0.005;

    private final int remembered;
    private final int[] given;
    private final boolean[] learnable;
    private final int classes;
    private final int[] order;
    private final int[] begin;
    private final int groups;
    private final boolean telling;

    /** The labels of the group at hand: how often each class was given, and the classes given, in ascending order. */
    private final int[] votes;

    private final int[] present;
    private int kinds;
    private int size;
    private final double[] p;

    /** How frequent the classes are, and how well equal records agree; computed when first needed. */
    private double[] share = new double[0];

    private double comparisons;
    private double kappa;

    /**
     * Groups records.
     *
     * @param identity hash of each record's features, remembered ones first
     * @param given class of each, below {@code classes}; -1 for none
     * @param remembered how many of them are no rows of the batch
     * @param learnable which rows of the batch are new, not delivered before
     */
    EqualRecords(long[] identity, int[] given, int remembered, boolean[] learnable, int classes) {
        this.remembered = remembered;
        this.learnable = learnable;
        this.given = given;
        this.classes = classes;
        order = sortedOrder(identity);
        begin = new int[identity.length + 1];
        int found = 0;
        int repeated = 0;
        boolean conflict = false;
        for (int a = 0; a < order.length; ) {
            int b = a;
            int fresh = 0;
            int first = -1;
            for (; b < order.length && identity[order[b]] == identity[order[a]]; b++) {
                int g = given[order[b]];
                fresh += order[b] >= remembered && learnable[order[b] - remembered] ? 1 : 0;
                conflict |= g >= 0 && first >= 0 && g != first;
                first = first < 0 ? g : first;
            }
            repeated += b - a > 1 ? fresh : 0;
            begin[found++] = a;
            a = b;
        }
        begin[found] = order.length;
        groups = found;
        votes = new int[conflict ? classes : 0];
        present = new int[votes.length];
        p = new double[votes.length];
        telling = conflict && (repeated <= COMMON * (identity.length - remembered) || agree(SAME_KAPPA));
    }

    /** Those of a batch and the memory. */
    static EqualRecords of(LabelMemory memory, int[] slots, boolean[] learnable, int[] classOf, int classes) {
        int m = memory.size();
        long[] identity = new long[m + slots.length];
        int[] given = new int[identity.length];
        for (int i = 0; i < identity.length; i++) {
            int slot = i < m ? memory.slot(i) : slots[i - m];
            int label = memory.label(slot);
            identity[i] = memory.identity(slot);
            given[i] = label < classOf.length ? classOf[label] : -1;
        }
        return new EqualRecords(identity, given, m, learnable, classes);
    }

    /**
     * Revises a model's verdicts on rows that have equals.
     *
     * @param place for each row of the batch its place in {@code c}, -1 for none
     * @param c the pooled probabilities
     */
    void revise(int[] place, double[] c, OpinionPool pool, Judgement verdict) {
        if (!telling) {
            return;
        }
        boolean same = agree(SAME_KAPPA);
        double[] log = new double[classes];
        for (int group = 0; group < groups; group++) {
            if (begin[group + 1] - begin[group] == 1) {
                continue;
            }
            count(group);
            if (kinds < 2) {
                continue;
            }
            Arrays.fill(log, 0);
            int opinions = 0;
            for (int i = begin[group]; i < begin[group + 1]; i++) {
                int at = order[i] >= remembered ? place[order[i] - remembered] : -1;
                if (at >= 0) {
                    for (int y = 0; y < classes; y++) {
                        log[y] += FastMath.log(Math.max(1e-9, c[at * classes + y]));
                    }
                    opinions++;
                }
            }
            if (opinions > 0) {
                for (int y = 0; y < classes; y++) {
                    log[y] /= opinions;
                    for (int j = 0; j < kinds; j++) {
                        log[y] += votes[present[j]] * pool.logNoise(present[j], y);
                    }
                }
                decide(group, log, same, pool.labelOf(), verdict);
            }
        }
    }

    /** Judges the rows that have equals where there is no model; false when nothing can be concluded. */
    boolean judge(int[] labelOf, Judgement verdict) {
        if (!telling || !agree(LEAST_KAPPA)) {
            return false;
        }
        double noise = Math.max(LEAST_NOISE, (1 - Math.sqrt(kappa)) * (classes - 1) / classes);
        double right = FastMath.log(1 - noise);
        double wrong = FastMath.log(noise / (classes - 1));
        boolean same = agree(SAME_KAPPA);
        double[] log = new double[classes];
        for (int group = 0; group < groups; group++) {
            if (begin[group + 1] - begin[group] == 1) {
                continue;
            }
            count(group);
            if (size > 1) {
                for (int y = 0; y < classes; y++) {
                    log[y] = FastMath.log(Math.max(1e-9, share[y])) + (size - votes[y]) * wrong + votes[y] * right;
                }
                decide(group, log, same, labelOf, verdict);
            }
        }
        return true;
    }

    /** Whether there are enough comparisons of equal records, and they agree that well, and better than by chance. */
    private boolean agree(double leastKappa) {
        if (share.length == 0) {
            compare();
        }
        double chance = 0;
        for (double s : share) {
            chance += s * s;
        }
        double deviation = Math.sqrt(chance * (1 - chance) / Math.max(1, comparisons));
        boolean byChance = kappa * (1 - chance) < 2 * deviation;
        return comparisons >= FEWEST && kappa >= leastKappa && !byChance;
    }

    private void compare() {
        share = new double[classes];
        double agreeing = 0;
        int all = 0;
        for (int group = 0; group < groups; group++) {
            count(group);
            double equalPairs = 0;
            for (int j = 0; j < kinds; j++) {
                int v = votes[present[j]];
                share[present[j]] += v;
                equalPairs += 0.5 * v * (v - 1);
            }
            all += size;
            if (size > 1) {
                // A group is worth as many comparisons as it has records beyond the first, however many pairs these
                // make.
                comparisons += size - 1;
                agreeing += (size - 1) * equalPairs / (0.5 * size * (size - 1));
            }
        }
        double chance = 0;
        for (int y = 0; y < classes; y++) {
            share[y] /= Math.max(1, all);
            chance += share[y] * share[y];
        }
        double agreement = agreeing / Math.max(1, comparisons);
        kappa = (agreement - chance) / Math.max(1e-9, 1 - chance);
    }

    /** Counts the labels of a group. */
    private void count(int group) {
        for (int j = 0; j < kinds; j++) {
            votes[present[j]] = 0;
        }
        kinds = 0;
        size = 0;
        for (int i = begin[group]; i < begin[group + 1]; i++) {
            if (order[i] < remembered || learnable[order[i] - remembered]) {
                vote(given[order[i]]);
            }
        }
        for (int i = begin[group]; i < begin[group + 1]; i++) {
            int g = given[order[i]];
            // A row that was delivered before has no second vote beside what is remembered of it.
            if (order[i] >= remembered && !learnable[order[i] - remembered] && g >= 0 && votes[g] == 0) {
                vote(g);
            }
        }
    }

    private void vote(int g) {
        if (g < 0) {
            return;
        }
        if (votes[g]++ == 0) {
            int j = kinds++;
            for (; j > 0 && present[j - 1] > g; j--) {
                present[j] = present[j - 1];
            }
            present[j] = g;
        }
        size++;
    }

    /** Gives the batch's rows of a group the verdict that its classes' log probabilities, up to a constant, lead to. */
    private void decide(int group, double[] log, boolean same, int[] labelOf, Judgement verdict) {
        double max = Double.NEGATIVE_INFINITY;
        for (int y = 0; y < classes; y++) {
            max = Math.max(max, log[y]);
        }
        double sum = 0;
        for (int y = 0; y < classes; y++) {
            p[y] = FastMath.exp(log[y] - max);
            sum += p[y];
        }
        for (int y = 0; y < classes; y++) {
            p[y] /= sum;
        }
        for (int i = begin[group]; i < begin[group + 1]; i++) {
            int row = order[i] - remembered;
            int g = given[order[i]];
            if (row >= 0 && g >= 0) {
                verdict.set(row, 1 - p[g], p, 0, g, labelOf);
                verdict.equals[row] = votes[Arrays.binarySearch(labelOf, verdict.expected[row])];
                verdict.contradicted[row] = same && kinds > 1;
            }
        }
    }

    /** Places in the order of their identities; equal ones in their own order. */
    private static int[] sortedOrder(long[] identities) {
        int n = identities.length;
        long[] keys = new long[n];
        // The lower bits give way to the place: two identities that differ only there are told apart by the caller's
        // comparison of
        // neighbours, at worst as two groups instead of one.
        int bits = 64 - Long.numberOfLeadingZeros(Math.max(1, n));
        for (int i = 0; i < n; i++) {
            keys[i] = identities[i] >>> bits << bits | i;
        }
        Arrays.sort(keys);
        int[] order = new int[n];
        long mask = (1L << bits) - 1;
        for (int i = 0; i < n; i++) {
            order[i] = (int) (keys[i] & mask);
        }
        return order;
    }
}
