package io.cleandata.detectors.duplicates;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * How similar records must be before chance no longer explains it, learnt from the similarities of all candidate pairs.
 *
 * <p><b>Statistic.</b> Most candidates are different things that are a little alike. Above their most common similarity their number falls about
 * exponentially; the first flank of the histogram gives the rate. The expected number of such pairs beyond the flank against the number
 * seen is a local false discovery rate (Efron, JASA 99, 2004). The threshold is the lowest similarity from which on it stays under one
 * half, and the sum of expected pairs under 15 %. Where the tail has no more pairs than the flank foretells, as in tables of products
 * that come in families, the threshold is {@code CERTAIN}. The histogram fades by a fifth with each window.
 *
 * <p><b>Assumes</b> that different things outnumber copies among the candidates, and that their similarities have one mode and an exponential tail; where copies are many they make a
 * second mode beyond a valley, and the fall into that valley is the tail. A tail that is heavier by nature makes the threshold too low: {@link NearModel} weighs what speaks against
 * a pair. With fewer than {@value #FEW} pairs at the mode the threshold is {@code CERTAIN}; where three quarters of all pairs are much alike, as the lines of a log are, it is {@code EQUAL}.
 *
 * <p><b>Cost.</b> One step for each pair, and a few for each of {@value #BINS} bins; these are all that is remembered.
 */
final class SimilarityTail {

    /** Records as similar as this are copies whatever the others look like. */
    static final double CERTAIN = 0.92;

    private static final int BINS = 20;
    private static final double WIDTH = 1.0 / BINS;
    private static final int FIRST = 4;
    private static final int LAST_PEAK = 12;
    private static final double FADE = 0.8;
    private static final double FLANK = 0.15;
    private static final double LOCAL = 0.5;
    private static final double OVERALL = 0.15;
    private static final double LEAST = 0.4;
    private static final int FEW = 8;
    private static final double STEEPEST = 1.5;
    private static final double LONG_TAIL = 0.25;
    private static final double RISE = 3;
    private static final double UNLIKE = 0.25;

    /** What remains where all are alike: equal but for punctuation and the like. */
    static final double EQUAL = 0.995;

    private final double[] counts = new double[BINS];
    private double threshold = CERTAIN;
    private double rate = 0.5;
    private boolean risen;
    private boolean alike;

    /** Learns the similarities of a window's pairs, those without a shared code; a record without any pair is unlike all. */
    void learn(Pairs pairs, int records) {
        for (int k = 0; k < BINS; k++) {
            counts[k] *= FADE;
        }
        boolean[] paired = new boolean[records];
        int unpaired = records;
        for (int i = 0; i < pairs.count; i++) {
            if (pairs.code[i] <= 0) {
                counts[Math.min(BINS - 1, (int) (pairs.similarity[i] * BINS))]++;
            }
            unpaired -= paired[pairs.first[i]] ? 0 : 1;
            paired[pairs.first[i]] = true;
            unpaired -= paired[pairs.second[i]] ? 0 : 1;
            paired[pairs.second[i]] = true;
        }
        counts[0] += unpaired;
        fit();
    }

    private void fit() {
        threshold = CERTAIN;
        rate = 0.5;
        risen = false;
        alike = alike();
        if (alike) {
            threshold = EQUAL;
            return;
        }
        int peak = FIRST;
        while (peak > 0 && counts[peak] < FEW) {
            peak--;
        }
        while (peak < LAST_PEAK && (counts[peak + 1] > counts[peak] || counts[peak + 2] > 1.3 * counts[peak])) {
            peak++;
        }
        if (counts[peak] < FEW) {
            return;
        }
        int end = peak + 1;
        while (end < BINS - 1 && counts[end] > FLANK * counts[peak]) {
            end++;
        }
        double fall = fall(peak, end);
        int valley = valley(end);
        risen = rises(valley);
        if (peak < FIRST && !risen) {
            return;
        }
        int back = Math.max(peak, valley - 3);
        double steep = Math.max(fall, Math.min(STEEPEST, fall(back, valley)));
        rate = Math.max(0.3, Math.min(STEEPEST, risen ? steep : fall));
        double expectedAbove = 0;
        double seenAbove = 0;
        for (int k = BINS - 1; k > peak; k--) {
            double expected = counts[peak] * Math.exp(-fall * (k - peak));
            if (risen && k > valley) {
                expected = Math.min(expected, (counts[valley] + 0.5) * Math.exp(-steep * (k - valley)));
            }
            expectedAbove += expected;
            seenAbove += counts[k];
            if (expectedAbove > OVERALL * seenAbove + 0.25 || expected > LOCAL * (counts[k] + 0.5)) {
                break;
            }
            threshold = k * WIDTH;
        }
        threshold = Math.min(CERTAIN, Math.max(LEAST, threshold));
    }

    /** Whether most pairs are much alike: what is alike then is how records are built. */
    private boolean alike() {
        double all = 0;
        double unlike = 0;
        for (int k = 0; k < BINS; k++) {
            all += counts[k];
            unlike += k < LAST_PEAK ? counts[k] : 0;
        }
        return all >= FEW && unlike < UNLIKE * all;
    }

    /** By how much the counts fall with each bin from one bin to a later one. */
    private double fall(int from, int to) {
        return to == from ? 0 : Math.log((counts[from] + 0.5) / (counts[to] + 0.5)) / (to - from);
    }

    /** Where the counts, from a bin on, fall no further. */
    private int valley(int from) {
        int k = from;
        while (k < BINS - 1 && (counts[k + 1] < counts[k] || k < BINS - 2 && counts[k + 2] < counts[k])) {
            k++;
        }
        return k;
    }

    /** Whether there is a second mode beyond the valley, and no mere long tail. */
    private boolean rises(int valley) {
        double beyond = 0;
        double tail = 0;
        for (int k = valley + 1; k < BINS; k++) {
            beyond += counts[k];
            tail += (counts[valley] + 0.5) * Math.exp(-LONG_TAIL * (k - valley));
        }
        return beyond >= FEW && beyond >= RISE * tail;
    }

    /** The similarity at which a pair is as likely a duplicate as not. */
    double threshold() {
        return threshold;
    }

    /** Whether copies make a mode of their own, apart from chance. */
    boolean risen() {
        return risen;
    }

    /** Whether nearly all records are alike, as lines of a log are. */
    boolean formulaic() {
        return alike;
    }

    /** Log odds of a duplicate: 0 at the threshold, and as steep as chance falls. */
    double logOdds(double similarity) {
        return rate * (similarity - threshold) / WIDTH;
    }

    /** The same where only copies count. */
    double logOddsOfCopies(double similarity) {
        return rate * (similarity - CERTAIN) / WIDTH;
    }

    /** Forgets all. */
    void clear() {
        Arrays.fill(counts, 0);
        fit();
    }

    void save(DataOutputStream out) throws IOException {
        for (double count : counts) {
            out.writeDouble(count);
        }
    }

    void restore(DataInputStream in) throws IOException {
        for (int k = 0; k < BINS; k++) {
            counts[k] = in.readDouble();
        }
        fit();
    }
}
