package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How much harm a suspected label does, by what is habitual in the stream.
 *
 * <p>From the data alone, a label that depends on something the features do not show looks like a label with errors. Where a stream has
 * always had a few per cent of labels that its features contradict, most of that is such ambiguity, and each suspect counts for a
 * fifth of its probability. What goes beyond the habit (by more than two standard errors), or beyond a tenth of all labels, is taken
 * for errors and counts in full.
 *
 * <p>The statistic is the share of suspects, weighted by their probability; the habit is its mean over the last {@link #HORIZON} rows
 * (exponential, once there are so many), into which a burst enters with at most twice the habit and 2 %. The standard error is that of
 * the difference of two shares. Assumes that suspects come independently of each other, and that errors are not as old as the stream. Costs a
 * handful of operations for each window. A rule of this project, without a source.
 */
final class HabitualRate {

    private static final double LEAST_HARM = 0.2;
    private static final double MOST_HABITUAL = 0.1;
    private static final double HORIZON = 10_000;

    private double rate;
    private double rows;

    /** The harm of each suspect in a window with so many suspects among so many assessed rows. */
    double harm(double suspects, int assessed) {
        if (assessed == 0) {
            return LEAST_HARM;
        }
        double now = suspects / assessed;
        double usual = Math.min(MOST_HABITUAL, rows > 0 ? rate : now);
        double noise = 2 * Math.sqrt(usual * (1 - usual) * (1.0 / assessed + 1.0 / Math.max(rows, assessed)));
        double excess = now > 0 ? Math.max(0, now - usual - noise) / now : 0;
        return LEAST_HARM + (1 - LEAST_HARM) * excess;
    }

    /** Takes rows into the habit. */
    void learn(double suspects, int assessed) {
        if (assessed == 0) {
            return;
        }
        double now = suspects / assessed;
        double share = Math.min(1, assessed / Math.min(HORIZON, rows + assessed));
        // A burst moves the habit slowly: at most twice the usual rate enters.
        double entering = rows > 0 ? Math.min(now, 2 * rate + 0.02) : now;
        rate += share * (entering - rate);
        rows = Math.min(HORIZON, rows + assessed);
    }

    void save(DataOutputStream out) throws IOException {
        out.writeDouble(rate);
        out.writeDouble(rows);
    }

    void restore(DataInputStream in) throws IOException {
        rate = in.readDouble();
        rows = in.readDouble();
    }
}
