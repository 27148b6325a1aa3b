package io.cleandata.detectors.schema;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The largest of many numbers, and how far beyond them further ones may lie.
 *
 * <p>Above a high threshold numbers of nearly any distribution exceed it as the generalised Pareto distribution says (Pickands, Annals of Statistics 3,
 * 1975). Its mean and variance give its scale and its shape (Hosking and Wallis, Technometrics 29, 1987): incomes and prices fall off more slowly than exponentially,
 * and a thousand of them do not show how large the next one may be. A bounded tail is taken for an exponential one, which reaches farther.
 */
final class Tail {

    private static final int KEPT = 50;
    /** Moments of so few numbers tell no heavier tail than this; at 1/2 there is no variance any more. */
    private static final double HEAVIEST = 0.45;

    private final double sign;
    /** The largest ones, ascending. */
    private final double[] kept = new double[KEPT];

    private int size;

    private Tail(double sign) {
        this.sign = sign;
    }

    static Tail upper() {
        return new Tail(1);
    }

    static Tail lower() {
        return new Tail(-1);
    }

    void add(double number) {
        double v = sign * number;
        if (size == KEPT) {
            if (v <= kept[0]) {
                return;
            }
            int i = 0;
            while (i + 1 < KEPT && kept[i + 1] < v) {
                kept[i] = kept[i + 1];
                i++;
            }
            kept[i] = v;
            return;
        }
        int i = size++;
        while (i > 0 && kept[i - 1] > v) {
            kept[i] = kept[i - 1];
            i--;
        }
        kept[i] = v;
    }

    /**
     * The number that one more exceeds with the probability given.
     *
     * @param seen how many numbers were added
     */
    double limit(double seen, double probability) {
        if (size < KEPT) {
            return sign * Double.POSITIVE_INFINITY;
        }
        double threshold = kept[0];
        double mean = 0;
        for (double v : kept) {
            mean += (v - threshold) / (KEPT - 1);
        }
        double variance = 0;
        for (int i = 1; i < KEPT; i++) {
            variance += (kept[i] - threshold - mean) * (kept[i] - threshold - mean) / (KEPT - 2);
        }
        if (variance == 0) {
            return sign * kept[KEPT - 1];
        }
        double shape = Math.max(0, Math.min(HEAVIEST, 0.5 * (1 - mean * mean / variance)));
        double scale = mean * (1 - shape);
        double rarer = Math.log(KEPT / (seen * probability));
        double beyond = shape < 1e-6 ? rarer : Math.expm1(shape * rarer) / shape;
        return sign * (threshold + scale * Math.max(0, beyond));
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeDouble(kept[i]);
        }
    }

    void restore(DataInputStream in) throws IOException {
        size = in.readInt();
        if (size < 0 || size > KEPT) {
            throw new IOException("damaged state: a tail of " + size + " numbers");
        }
        for (int i = 0; i < size; i++) {
            kept[i] = in.readDouble();
        }
    }
}
