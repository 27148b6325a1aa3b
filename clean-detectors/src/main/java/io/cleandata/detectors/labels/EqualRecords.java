package io.cleandata.detectors.labels;

import java.util.Arrays;

/**
 * Equal records with different labels: at most one of the labels is right, and all the labels together tell which.
 *
 * <p>Where equal records are rare they are the same thing seen twice, and share one true class t. With the labels given to them,
 * {@code P(t | all) ~ c_t prod_i T[t, g_i]}, c being the geometric mean of the model's opinions on them; a row's label is wrong with
 * probability {@code 1 - P(g_i | all)}. Two records that contradict each other thus share the doubt unless the model leans to one;
 * a clear majority makes the minority's labels all but certain errors. Where equal records are common (few coarse features), labels
 * differ for reasons that the features do not show, and nothing is concluded.
 *
 * <p>Where no model can tell the classes, c is how frequent they are and T follows from how well equal records agree: chance-corrected agreement
 * kappa (Cohen 1960) is {@code (1 - e k / (k - 1))^2} when labels are wrong at the rate e, evenly over k classes. Unless they agree far better than by chance,
 * their labels have nothing to do with the record, and nothing is concluded.
 */
final class EqualRecords {

    /** Share of the rows with an equal one from which on equality means nothing. */
    private static final double COMMON = 0.2;

    /** Comparisons of equal records, and the agreement, that a verdict without a model takes. */
    private static final double FEWEST = 10;

    private static final double LEAST_KAPPA = 0.5;
    private static final double LEAST_NOISE = 0.005;

    private final int remembered;
    private final int[] given;
    private final boolean[] learnable;
    private final int classes;
    private final int[] order;
    private final int[] begin;
    private final int groups;
    private final boolean telling;

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
        telling = conflict && repeated <= COMMON * (identity.length - remembered);
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
        double[] log = new double[classes];
        for (int group = 0; group < groups; group++) {
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
            int[] votes = votes(group);
            if (opinions > 0 && conflict(votes)) {
                for (int y = 0; y < classes; y++) {
                    log[y] /= opinions;
                    for (int g = 0; g < classes; g++) {
                        log[y] += votes[g] == 0 ? 0 : votes[g] * pool.logNoise(g, y);
                    }
                }
                decide(group, votes, log, pool.labelOf(), verdict);
            }
        }
    }

    /** Judges the rows that have equals where there is no model; false when nothing can be concluded. */
    boolean judge(int[] labelOf, Judgement verdict) {
        if (!telling) {
            return false;
        }
        double[] share = new double[classes];
        double comparisons = 0;
        double agreeing = 0;
        int all = 0;
        for (int group = 0; group < groups; group++) {
            int[] votes = votes(group);
            int size = Arrays.stream(votes).sum();
            double equalPairs = 0;
            for (int y = 0; y < classes; y++) {
                share[y] += votes[y];
                equalPairs += 0.5 * votes[y] * (votes[y] - 1);
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
        double kappa = (agreement - chance) / Math.max(1e-9, 1 - chance);
        boolean byChance = agreement - chance < 2 * Math.sqrt(chance * (1 - chance) / Math.max(1, comparisons));
        if (comparisons < FEWEST || kappa < LEAST_KAPPA || byChance) {
            return false;
        }
        double noise = Math.max(LEAST_NOISE, (1 - Math.sqrt(kappa)) * (classes - 1) / classes);
        double[] log = new double[classes];
        for (int group = 0; group < groups; group++) {
            int[] votes = votes(group);
            if (Arrays.stream(votes).sum() > 1) {
                for (int y = 0; y < classes; y++) {
                    log[y] = FastMath.log(Math.max(1e-9, share[y]));
                    for (int g = 0; g < classes; g++) {
                        log[y] += votes[g] * FastMath.log(g == y ? 1 - noise : noise / (classes - 1));
                    }
                }
                decide(group, votes, log, labelOf, verdict);
            }
        }
        return true;
    }

    private int[] votes(int group) {
        int[] votes = new int[classes];
        for (int i = begin[group]; i < begin[group + 1]; i++) {
            if (given[order[i]] >= 0) {
                votes[given[order[i]]]++;
            }
        }
        return votes;
    }

    private static boolean conflict(int[] votes) {
        return Arrays.stream(votes).max().orElse(0) < Arrays.stream(votes).sum();
    }

    /** Gives the batch's rows of a group the verdict that its classes' log probabilities, up to a constant, lead to. */
    private void decide(int group, int[] votes, double[] log, int[] labelOf, Judgement verdict) {
        double[] p = new double[classes];
        double max = Arrays.stream(log).max().orElse(0);
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
                for (int y = 0; y < classes; y++) {
                    if (labelOf[y] == verdict.expected[row]) {
                        verdict.equals[row] = votes[y];
                    }
                }
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
