package io.cleandata.detectors.outliers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How often the stream has shown each run of three characters of one text feature, in 32,768 hashed counters that are halved
 * when their sum exceeds 10 million.
 */
final class GramCounts {

    private static final int BUCKETS = 1 << 15;
    private static final int MOST = 10_000_000;
    private static final int LONGEST = 2000;
    private static final double PRIOR = 0.5;

    private final int[] counts = new int[BUCKETS];
    private int total;

    /** Counts the runs of a text. */
    void learn(String text) {
        int end = Math.min(text.length(), LONGEST);
        for (int i = 2; i < end; i++) {
            counts[bucket(text, i)]++;
            total++;
        }
        if (total > MOST) {
            total = 0;
            for (int i = 0; i < BUCKETS; i++) {
                counts[i] >>= 1;
                total += counts[i];
            }
        }
    }

    /**
     * Mean surprise of the text's runs in nats, NaN for a text too short to have one.
     *
     * @param counted whether the text itself was counted: each of its runs then counts one less
     */
    double surprise(String text, boolean counted) {
        int end = Math.min(text.length(), LONGEST);
        if (end < 3) {
            return Double.NaN;
        }
        int own = counted ? 1 : 0;
        double sum = 0;
        double all = Math.log(total + PRIOR * BUCKETS);
        for (int i = 2; i < end; i++) {
            sum += all - Math.log(Math.max(counts[bucket(text, i)] - own, 0) + PRIOR);
        }
        return sum / (end - 2);
    }

    private static int bucket(String text, int last) {
        int h = (text.charAt(last - 2) * 31 + text.charAt(last - 1)) * 31 + text.charAt(last);
        h *= 0x9E3779B9;
        return h >>> 17;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(total);
        for (int count : counts) {
            out.writeInt(count);
        }
    }

    void restore(DataInputStream in) throws IOException {
        total = in.readInt();
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] = in.readInt();
        }
    }
}
