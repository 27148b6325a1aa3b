package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Whether an expert is worth its cost. One whose opinions, given without having seen the labels, told no more about them than the classes' shares in each of the last
 * three fits sits out until its next trial, at every fourth fit; it has then no opinion, which leaves those of the others as they are.
 */
final class Usefulness {

    /** In nats for each row, as the least that all experts together must tell. */
    private static final double LEAST_GAIN = 0.01;

    private static final int PATIENCE = 3;
    private static final int TRIAL = 4;

    private int useless;
    private int satOut;
    private boolean resting;

    /** A fit begins: whether the expert takes part. */
    boolean takesPart() {
        resting = useless >= PATIENCE && ++satOut < TRIAL;
        if (!resting) {
            satOut = 0;
        }
        return !resting;
    }

    /** Whether the expert sits out until the next fit. */
    boolean resting() {
        return resting;
    }

    /**
     * Takes note of what the expert told in a fit.
     *
     * @param opinions {@code classes} numbers for each row
     * @param counts which rows took part
     */
    void told(float[] opinions, int[] given, boolean[] counts, int classes) {
        double[] rows = new double[classes];
        double total = 0;
        double gain = 0;
        for (int i = 0; i < given.length; i++) {
            if (!counts[i]) {
                continue;
            }
            float sum = 0;
            for (int k = 0; k < classes; k++) {
                sum += opinions[i * classes + k];
            }
            gain += Math.log(Math.max(1e-9, opinions[i * classes + given[i]] / sum));
            rows[given[i]]++;
            total++;
        }
        for (double r : rows) {
            gain -= r > 0 ? r * Math.log(r / total) : 0;
        }
        useless = gain < LEAST_GAIN * total ? Math.min(PATIENCE, useless + 1) : 0;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(useless);
        out.writeInt(satOut);
        out.writeBoolean(resting);
    }

    void restore(DataInputStream in) throws IOException {
        useless = in.readInt();
        satOut = in.readInt();
        resting = in.readBoolean();
    }
}
