package io.cleandata.detectors.missing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** What the stream has shown of one feature: how often it was missing, its range, and the numbers that stand for nothing. */
final class FeatureHistory {

    /** Beyond so many samples older ones fade: what was usual 50,000 samples ago need not be usual now. */
    static final double HORIZON = 50_000;

    private static final int MOST_STAND_INS = 8;

    private double seen;
    private double missing;
    private double disguised;
    private double lowest = Double.NaN;
    private double highest = Double.NaN;
    private double[] standIns = new double[0];

    /** Adds samples of a window, with the weight that is given to them. */
    void learn(int rows, int missingRows, int disguisedRows, double weight) {
        seen += weight * rows;
        missing += weight * missingRows;
        disguised += weight * disguisedRows;
        if (seen > HORIZON) {
            missing *= HORIZON / seen;
            disguised *= HORIZON / seen;
            seen = HORIZON;
        }
    }

    /** Widens the usual range. */
    void learnRange(double low, double high) {
        lowest = Double.isNaN(lowest) ? low : Math.min(lowest, low);
        highest = Double.isNaN(highest) ? high : Math.max(highest, high);
    }

    /** Takes a number for a stand-in from now on. */
    void learnStandIn(double value) {
        if (standIns.length < MOST_STAND_INS && !standsForNothing(value)) {
            standIns = Arrays.copyOf(standIns, standIns.length + 1);
            standIns[standIns.length - 1] = value;
        }
    }

    /** Whether the number stands for nothing. */
    boolean standsForNothing(double value) {
        for (double standIn : standIns) {
            if (standIn == value) {
                return true;
            }
        }
        return false;
    }

    boolean hasStandIns() {
        return standIns.length > 0;
    }

    /** How many samples it knows, faded. */
    double seen() {
        return seen;
    }

    /** How many of them had no value. */
    double missing() {
        return missing;
    }

    /** How many of those held a stand-in that nobody declared, see {@link Disguises}. */
    double disguised() {
        return disguised;
    }

    /** Least usual number, NaN when unknown. */
    double lowest() {
        return lowest;
    }

    /** Largest usual number, NaN when unknown. */
    double highest() {
        return highest;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeDouble(seen);
        out.writeDouble(missing);
        out.writeDouble(disguised);
        out.writeDouble(lowest);
        out.writeDouble(highest);
        out.writeByte(standIns.length);
        for (double value : standIns) {
            out.writeDouble(value);
        }
    }

    static FeatureHistory restore(DataInputStream in) throws IOException {
        FeatureHistory history = new FeatureHistory();
        history.seen = in.readDouble();
        history.missing = in.readDouble();
        history.disguised = in.readDouble();
        history.lowest = in.readDouble();
        history.highest = in.readDouble();
        int count = in.readUnsignedByte();
        if (count > MOST_STAND_INS || !(history.seen >= history.missing)) {
            throw new IOException("damaged state of a feature");
        }
        for (int i = 0; i < count; i++) {
            history.learnStandIn(in.readDouble());
        }
        return history;
    }
}
