package io.cleandata.detectors.duplicates;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How often a stream's samples are equal but for what is given anew, by nature: a slow sensor repeats itself under a new time.
 *
 * <p>The share of such samples in a window is learnt by a tenth, and by a hundredth where it goes far beyond the usual, which is a fault and teaches little. A
 * link counts by the part of the share that goes beyond the usual one.
 */
final class UsualRate {

    /** A share of fewer samples tells little. */
    static final int FEWEST_ROWS = 50;

    private static final double FIRST_RATE = 0.1;
    private static final double LEARNING = 0.1;

    private double usual = Double.NaN;

    /** Takes from the probability of the links from {@code begin} on what the stream does by nature; drops those that are not more likely than not. */
    void weigh(Links links, int begin, int samples, boolean learn) {
        double rate = (double) (links.count - begin) / samples;
        double before = Double.isNaN(usual) ? (rate > FIRST_RATE ? rate : 0) : usual;
        double excess = rate == 0 ? 0 : Math.max(0, 1 - before / rate);
        int kept = begin;
        for (int i = begin; i < links.count; i++) {
            double probability = links.probability[i] * excess;
            if (probability >= 0.5) {
                links.move(i, kept);
                links.probability[kept++] = (float) probability;
            }
        }
        links.count = kept;
        if (learn) {
            double step = rate > 2 * before + 0.02 ? LEARNING / 10 : LEARNING;
            usual = Double.isNaN(usual) ? before : usual + step * (rate - usual);
        }
    }

    /** Forgets what is usual. */
    void clear() {
        usual = Double.NaN;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeDouble(usual);
    }

    void restore(DataInputStream in) throws IOException {
        usual = in.readDouble();
    }
}
