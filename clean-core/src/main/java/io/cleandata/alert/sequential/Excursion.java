package io.cleandata.alert.sequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Windows since a metric was last sound, kept back from what is learnt until it is clear whether they belong to the metric's usual
 * variation or to a change. Without that a test would take the change for variation and never alarm. An excursion is over when a cumulative
 * sum of deviations is back at zero.
 */
final class Excursion {

    private static final int LIMIT = 50;
    private static final double DRIFT = 0.5;
    private static final double FLOOR = -8;

    final double[] values = new double[LIMIT + 1];
    final double[] within = new double[LIMIT + 1];
    private int held;
    private double sum;

    /** Takes a window in, so many standard deviations beyond the boundary. */
    void add(double value, double variance, double deviations) {
        values[held] = value;
        within[held] = variance;
        held++;
        sum = Math.max(0, sum + Math.max(FLOOR, deviations) - DRIFT);
    }

    /** How many of the oldest windows may be learnt now. */
    int ripe() {
        return sum == 0 ? held : Math.max(0, held - LIMIT);
    }

    /** How many windows are held. */
    int held() {
        return held;
    }

    /** Forgets the oldest. */
    void drop(int count) {
        System.arraycopy(values, count, values, 0, held - count);
        System.arraycopy(within, count, within, 0, held - count);
        held -= count;
    }

    void clear() {
        held = 0;
        sum = 0;
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(held);
        for (int i = 0; i < held; i++) {
            out.writeDouble(values[i]);
            out.writeDouble(within[i]);
        }
        out.writeDouble(sum);
    }

    void restore(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > LIMIT) {
            throw new IOException("an excursion of " + count + " windows");
        }
        held = count;
        for (int i = 0; i < held; i++) {
            values[i] = in.readDouble();
            within[i] = in.readDouble();
        }
        sum = in.readDouble();
    }
}
