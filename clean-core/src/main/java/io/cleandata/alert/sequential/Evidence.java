package io.cleandata.alert.sequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Evidence that a mean has gone beyond a boundary: an e-detector.
 *
 * <p>A sum of e-processes started at every window (Shin, Ramdas, Rinaldo, "E-detectors", arXiv 2203.03532): for each of a few tilts
 * {@code l} the Shiryaev-Roberts recursion {@code M = (M + w) exp(l z - l^2 / 2)}, where z is how many standard deviations the window lies beyond the
 * boundary. While the mean is not beyond it, M grows by w at most in expectation, so that an alarm at M = 1 comes no more often than once in 1/w windows. The
 * weight w is the budget that the window brings; where windows bring what the time since the last one is worth, the budget is one in time.
 *
 * <p>Several tilts make it quick for small and large changes alike. Stopping overshoots 1 by a factor of about {@code exp(0.583 l)} (Siegmund, Sequential
 * Analysis, 1985, chapter 8; it is given back in w). Values of neighbouring windows are correlated, so that z comes from the innovation: what
 * carries over from the window before, if that was beyond too, is taken off. The variance is an estimate, so that Student's t is turned into a
 * normal z of the same probability (Wallace, Ann. Math. Stat. 30, 1959).
 */
final class Evidence {

    private static final double[] TILTS = {0.35, 0.8, 1.6, 3.2};
    private static final double OVERSHOOT = 0.583;
    private static final double FLOOR = -8;

    private final double[] mass = new double[TILTS.length];
    private double carried;

    /**
     * Takes a window in.
     *
     * @param beyond how far beyond the boundary it lies; negative when it does not
     * @param deviation its standard deviation
     * @param correlation of neighbouring windows, 0 to below 1
     * @param freedom degrees of freedom of the deviation
     * @param budget expected number of false alarms that the window may cause
     * @return whether the evidence is enough for an alarm
     */
    boolean add(double beyond, double deviation, double correlation, double freedom, double budget) {
        double innovation = (beyond - correlation * carried) / (deviation * Math.sqrt(1 - correlation * correlation));
        carried = Math.max(0, beyond);
        double z = normal(Math.max(FLOOR, innovation), freedom);
        double total = 0;
        for (int i = 0; i < TILTS.length; i++) {
            double tilt = TILTS[i];
            double weight = budget / TILTS.length * Math.exp(OVERSHOOT * tilt);
            mass[i] = (mass[i] + weight) * Math.exp(tilt * z - tilt * tilt / 2);
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
        carried = 0;
    }

    private static double normal(double t, double freedom) {
        double z = Math.sqrt(freedom * Math.log1p(t * t / freedom)) * (8 * freedom + 1) / (8 * freedom + 3);
        return Math.copySign(z, t);
    }

    void save(DataOutput out) throws IOException {
        for (double m : mass) {
            out.writeDouble(m);
        }
        out.writeDouble(carried);
    }

    void restore(DataInput in) throws IOException {
        for (int i = 0; i < mass.length; i++) {
            mass[i] = in.readDouble();
        }
        carried = in.readDouble();
    }
}
