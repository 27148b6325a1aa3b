package io.cleandata.detectors.duplicates;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * How many copies come at once in the stream: the mean number over copies, each counted by its severity, of those of its group in its window.
 *
 * <p>What a window says keeps {@value #KEPT} of its weight with each further window. A stream in which one sample in {@value #ONE_IN} is
 * a copy that came alone is added to it, so that without copies the figure is 1, and a group that came once is soon forgotten: where groups are as rare as that, a
 * window without any is no surprise, and no interval need allow for them.
 */
final class ClusterSize {

    private static final double KEPT = 0.95;
    private static final int ONE_IN = 50;

    private double rows;
    private double copies;
    private double squares;
    private double[] sums = new double[0];

    /** Begins a window of {@code n} rows. */
    void begin(int n) {
        if (sums.length < n) {
            sums = new double[n];
        } else {
            Arrays.fill(sums, 0, n, 0);
        }
    }

    /** Adds a copy to its group, which is known by its first row. */
    void add(int group, double severity) {
        sums[group] += severity;
    }

    /** Ends a window of {@code n} rows, of which so many were to be learnt. */
    void end(int n, int learnt) {
        if (learnt == 0) {
            return;
        }
        rows = KEPT * rows + learnt;
        copies *= KEPT;
        squares *= KEPT;
        for (int group = 0; group < n; group++) {
            copies += sums[group];
            squares += sums[group] * sums[group];
        }
    }

    /** The figure. */
    double value() {
        double alone = Math.max(1, rows) / ONE_IN;
        return (squares + alone) / (copies + alone);
    }

    /** Forgets all. */
    void clear() {
        rows = 0;
        copies = 0;
        squares = 0;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeDouble(rows);
        out.writeDouble(copies);
        out.writeDouble(squares);
    }

    void restore(DataInputStream in) throws IOException {
        rows = in.readDouble();
        copies = in.readDouble();
        squares = in.readDouble();
        if (!(rows >= 0 && copies >= 0 && squares >= 0 && rows + copies + squares < Double.POSITIVE_INFINITY)) {
            throw new IOException("damaged state: " + copies + " copies among " + rows + " samples");
        }
    }
}
