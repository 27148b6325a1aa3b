package io.cleandata.alert.sequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Evidence that a mean has gone beyond a boundary: an e-detector.
 *
 * <p>A sum of e-processes started at every window (Shin, Ramdas, Rinaldo, "E-detectors", arXiv 2203.03532), in Shiryaev-Roberts form, for each of a
 * few tilts {@code l}: {@code M = M exp(b z - b^2 / 2) + w exp(a z - a^2 / 2)}, where z is the normal score of the window's news ({@link Chance#news}).
 * While the mean is not beyond the boundary, M grows by w at most in expectation, so that an alarm at M = 1 comes no more often than once in 1/w
 * windows. The weight w is the budget that the window brings; where windows bring what the time since the last one is worth, the budget is one in time.
 *
 * <p>A change by d standard deviations, where r carries over from window to window, is news of {@code d / sqrt(1 - r^2)} in its first window, and of
 * {@code d (1 - r) / sqrt(1 - r^2)} in each later one. So a process has the tilt {@code a = l / sqrt(1 - r^2)} in the window it starts with, and
 * {@code b = l sqrt((1 - r) / (1 + r))} from then on. Without correlation both are l.
 *
 * <p>Several tilts make it quick for small and large changes alike. Stopping overshoots 1 by a factor of about {@code exp(0.583 b)} (Siegmund, Sequential
 * Analysis, 1985, chapter 8); it is given back in w.
 */
final class Evidence {

    private static final double[] TILTS = {0.5, 1, 2, 4};
    private static final double OVERSHOOT = 0.583;

    private final double[] mass = new double[TILTS.length];
    /** How far beyond the boundary the window before lay; NaN when there was none. */
    private double before = Double.NaN;

    /**
     * Takes a window in.
     *
     * @param beyond how far beyond the boundary it lies; negative when it does not
     * @param chance what chance does to it
     * @param budget expected number of false alarms that the window may cause
     * @return whether the evidence is enough for an alarm
     */
    boolean add(double beyond, Chance chance, double budget) {
        double z = chance.news(beyond, before);
        before = beyond;
        double r = chance.mostCarried();
        double first = 1 / Math.sqrt(1 - r * r);
        double later = Math.sqrt((1 - r) / (1 + r));
        double total = 0;
        for (int i = 0; i < TILTS.length; i++) {
            double weight = budget / TILTS.length * Math.exp(OVERSHOOT * TILTS[i] * later);
            mass[i] = mass[i] * growth(TILTS[i] * later, z) + weight * growth(TILTS[i] * first, z);
            total += mass[i];
        }
        return total >= 1;
    }

    /** How much of the evidence that an alarm takes is there, 0..1, on a logarithmic scale from one window's budget. */
    double share(double budget) {
        double total = 0;
        for (double m : mass) {
            total += m;
        }
        return Math.max(0, Math.min(1, 1 - Math.log(Math.max(total, Double.MIN_NORMAL)) / Math.log(budget)));
    }

    void reset() {
        Arrays.fill(mass, 0);
        before = Double.NaN;
    }

    private static double growth(double tilt, double z) {
        return Math.exp(tilt * z - tilt * tilt / 2);
    }

    void save(DataOutput out) throws IOException {
        for (double m : mass) {
            out.writeDouble(m);
        }
        out.writeDouble(before);
    }

    void restore(DataInput in) throws IOException {
        for (int i = 0; i < mass.length; i++) {
            mass[i] = in.readDouble();
        }
        before = in.readDouble();
    }
}
