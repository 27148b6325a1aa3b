package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The probabilities {@code P(given = g | true = t)}, fitted by expectation-maximisation (Dawid and Skene 1979, with one annotator and the
 * model's opinions as the classes' prior).
 *
 * <p>Each class's rate of errors is shrunk to one overall rate by the weight of {@link #SHRINK} rows, that one to 3 % by as many, and the
 * errors' spread over the other classes half to the labels' shares and half to evenness, by half as many: few rows of a class, or few errors, tell little.
 *
 * <p>Assumes that which label is given depends on the true class alone, not on the features (class-conditional noise). A round costs
 * rows times classes, a matrix the square of the classes, and so does its memory.
 */
final class NoiseMatrix {

    private static final double START_RATE = 0.03;
    private static final double SHRINK = 20;

    private int k;
    /** {@code noise[given * k + true]}. */
    private double[] noise = new double[0];

    private double rate = START_RATE;

    /** The overall share of wrong labels. */
    double rate() {
        return rate;
    }

    /**
     * Makes room for other classes.
     *
     * @param from for each new class its number before, -1 if it is new
     * @param keep whether what is known of classes that stay is kept
     */
    void classes(int[] from, boolean keep) {
        int m = from.length;
        double[] t = new double[m * m];
        for (int g = 0; g < m; g++) {
            for (int y = 0; y < m; y++) {
                boolean known = from[g] >= 0 && from[y] >= 0;
                t[g * m + y] =
                        known && keep ? noise[from[g] * k + from[y]] : g == y ? 1 - rate : rate / Math.max(1, m - 1);
            }
        }
        normalise(t, m);
        noise = t;
        k = m;
    }

    private static void normalise(double[] t, int m) {
        for (int y = 0; y < m; y++) {
            double sum = 0;
            for (int g = 0; g < m; g++) {
                sum += t[g * m + y];
            }
            for (int g = 0; g < m; g++) {
                t[g * m + y] /= sum;
            }
        }
    }

    /**
     * One round of expectation-maximisation.
     *
     * @param c class probabilities, {@code k} for each row
     * @param given class of each row's label
     */
    void expectation(double[] c, int[] given, int rows) {
        double[] n = new double[k * k];
        for (int i = 0; i < rows; i++) {
            int g = given[i];
            double z = 0;
            for (int y = 0; y < k; y++) {
                z += c[i * k + y] * noise[g * k + y];
            }
            double inverse = 1 / Math.max(z, 1e-300);
            for (int y = 0; y < k; y++) {
                n[g * k + y] += c[i * k + y] * noise[g * k + y] * inverse;
            }
        }
        setFrom(n);
    }

    /** The noise matrix from expected counts {@code n[given * k + true]}. */
    void setFrom(double[] n) {
        double[] byTrue = new double[k];
        double[] byGiven = new double[k];
        double total = 0;
        double trace = 0;
        for (int g = 0; g < k; g++) {
            for (int y = 0; y < k; y++) {
                double v = n[g * k + y];
                byTrue[y] += v;
                byGiven[g] += v;
                total += v;
            }
            trace += n[g * k + g];
        }
        rate = (total - trace + SHRINK * START_RATE) / (total + SHRINK);
        for (int y = 0; y < k; y++) {
            double off = byTrue[y] - n[y * k + y];
            double e = Math.min(0.6, Math.max(1e-4, (off + SHRINK * rate) / (byTrue[y] + SHRINK)));
            double shape = 0;
            for (int g = 0; g < k; g++) {
                shape += g == y ? 0 : 0.5 * byGiven[g] / total + 0.5 / k;
            }
            for (int g = 0; g < k; g++) {
                if (g == y) {
                    noise[g * k + y] = k > 1 ? 1 - e : 1;
                    continue;
                }
                double q0 = (0.5 * byGiven[g] / total + 0.5 / k) / shape;
                noise[g * k + y] = e * (n[g * k + y] + SHRINK * 0.5 * q0) / (off + SHRINK * 0.5);
            }
        }
    }

    /** Probability that this label is given to a row of these pooled probabilities. */
    double given(double[] c, int at, int label) {
        double z = 0;
        for (int y = 0; y < k; y++) {
            z += c[at + y] * noise[label * k + y];
        }
        return z;
    }

    /** {@code P(given | true)}. */
    double of(int given, int y) {
        return noise[given * k + y];
    }

    void save(DataOutputStream out) throws IOException {
        State.write(out, noise, noise.length);
        out.writeDouble(rate);
    }

    void restore(DataInputStream in, int classes) throws IOException {
        k = classes;
        noise = State.doubles(in);
        rate = in.readDouble();
    }
}
