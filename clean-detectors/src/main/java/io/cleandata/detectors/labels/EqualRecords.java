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
 */
final class EqualRecords {

    /** Share of the rows with an equal one from which on equality means nothing. */
    private static final double COMMON = 0.2;

    private EqualRecords() {}

    /**
     * Revises the verdicts on rows that have equals.
     *
     * @param slots slots of the batch's rows
     * @param rows the assessed rows of the batch; {@code c} holds their pooled probabilities in that order
     */
    static void revise(
            LabelMemory memory,
            int[] slots,
            int[] rows,
            double[] c,
            OpinionPool pool,
            int[] classOf,
            Judgement verdict) {
        int n = slots.length;
        int m = memory.size();
        // Identity and place sorted together: equal records become neighbours, the remembered ones first.
        long[] identities = new long[n + m];
        for (int i = 0; i < m; i++) {
            identities[i] = memory.identity(memory.slot(i));
        }
        for (int i = 0; i < n; i++) {
            identities[m + i] = memory.identity(slots[i]);
        }
        int[] order = sortedOrder(identities);
        int repeated = 0;
        boolean conflict = false;
        for (int a = 0; a < order.length; ) {
            int b = a + 1;
            while (b < order.length && identities[order[b]] == identities[order[a]]) {
                b++;
            }
            int fresh = 0;
            for (int i = a; i < b; i++) {
                fresh += order[i] >= m ? 1 : 0;
                conflict |= labelAt(memory, slots, m, order[i]) != labelAt(memory, slots, m, order[a]);
            }
            repeated += b - a > 1 ? fresh : 0;
            a = b;
        }
        if (!conflict || repeated > COMMON * n) {
            return;
        }
        int[] place = new int[n];
        Arrays.fill(place, -1);
        for (int i = 0; i < rows.length; i++) {
            place[rows[i]] = i;
        }
        for (int a = 0; a < order.length; ) {
            int b = a + 1;
            while (b < order.length && identities[order[b]] == identities[order[a]]) {
                b++;
            }
            if (b - a > 1) {
                group(memory, slots, m, order, a, b, place, c, pool, classOf, verdict);
            }
            a = b;
        }
    }

    private static int labelAt(LabelMemory memory, int[] slots, int m, int at) {
        return memory.label(at < m ? memory.slot(at) : slots[at - m]);
    }

    private static void group(
            LabelMemory memory,
            int[] slots,
            int m,
            int[] order,
            int a,
            int b,
            int[] place,
            double[] c,
            OpinionPool pool,
            int[] classOf,
            Judgement verdict) {
        int k = pool.classes();
        int[] votes = new int[k];
        double[] log = new double[k];
        int opinions = 0;
        int total = 0;
        for (int i = a; i < b; i++) {
            int label = labelAt(memory, slots, m, order[i]);
            int g = label < classOf.length ? classOf[label] : -1;
            if (g >= 0) {
                votes[g]++;
                total++;
            }
            int at = order[i] >= m ? place[order[i] - m] : -1;
            if (at >= 0) {
                for (int y = 0; y < k; y++) {
                    log[y] += FastMath.log(Math.max(1e-9, c[at * k + y]));
                }
                opinions++;
            }
        }
        int top = 0;
        for (int y = 1; y < k; y++) {
            top = votes[y] > votes[top] ? y : top;
        }
        if (opinions == 0 || votes[top] == total) {
            return;
        }
        double[] p = new double[k];
        double max = Double.NEGATIVE_INFINITY;
        for (int y = 0; y < k; y++) {
            p[y] = log[y] / opinions;
            for (int g = 0; g < k; g++) {
                p[y] += votes[g] == 0 ? 0 : votes[g] * pool.logNoise(g, y);
            }
            max = Math.max(max, p[y]);
        }
        double sum = 0;
        for (int y = 0; y < k; y++) {
            p[y] = FastMath.exp(p[y] - max);
            sum += p[y];
        }
        for (int y = 0; y < k; y++) {
            p[y] /= sum;
        }
        for (int i = a; i < b; i++) {
            int at = order[i] >= m ? place[order[i] - m] : -1;
            if (at >= 0) {
                int row = order[i] - m;
                int g = classOf[memory.label(slots[row])];
                verdict.set(row, 1 - p[g], p, 0, g, pool.labelOf());
                for (int y = 0; y < k; y++) {
                    if (pool.labelOf()[y] == verdict.expected[row]) {
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
