package io.cleandata.detectors.duplicates;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * How similar records must be before chance no longer explains it, learnt from the similarities of all candidate pairs.
 *
 * <p>Most candidates are different things that are a little alike. Above their most common similarity their number falls about
 * exponentially; the first flank of the histogram gives the rate. The expected number of such pairs beyond the flank against the number
 * seen is a local false discovery rate (Efron, JASA 99, 2004). The threshold is the lowest similarity from which on it stays under one
 * half, and the sum of expected pairs under 15 %. Where the tail has no more pairs than the flank foretells, as in tables of products
 * that come in families, the threshold is {@code CERTAIN}. The histogram fades by a fifth with each window.
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

    private final double[] counts = new double[BINS];
    private double threshold = CERTAIN;
    private double rate = 0.5;

    /** Learns the similarities of a window's pairs, those without a shared code. */
    void learn(Pairs pairs) {
        for (int k = 0; k < BINS; k++) {
            counts[k] *= FADE;
        }
        for (int i = 0; i < pairs.count; i++) {
            if (pairs.code[i] <= 0) {
                counts[Math.min(BINS - 1, (int) (pairs.similarity[i] * BINS))]++;
            }
        }
        fit();
    }

    private void fit() {
        threshold = CERTAIN;
        rate = 0.5;
        int peak = FIRST;
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
        double fall = Math.log((counts[peak] + 0.5) / (counts[end] + 0.5)) / (end - peak);
        rate = Math.max(0.3, Math.min(1.5, fall));
        double expectedAbove = 0;
        double seenAbove = 0;
        for (int k = BINS - 1; k > peak; k--) {
            double expected = counts[peak] * Math.exp(-fall * (k - peak));
            expectedAbove += expected;
            seenAbove += counts[k];
            if (expectedAbove > OVERALL * seenAbove + 0.25 || expected > LOCAL * (counts[k] + 0.5)) {
                break;
            }
            threshold = k * WIDTH;
        }
        threshold = Math.min(CERTAIN, Math.max(LEAST, threshold));
    }

    /** The similarity at which a pair is as likely a duplicate as not. */
    double threshold() {
        return threshold;
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
