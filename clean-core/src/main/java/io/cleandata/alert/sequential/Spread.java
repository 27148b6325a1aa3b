package io.cleandata.alert.sequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How much a metric varies from window to window beyond what its samples explain, and how much of it carries over to the next window,
 * learnt from the metric's own past.
 *
 * <p>A window's value has the variance {@code within + excess}: the sampling variance that the window itself shows, and what sources, batches and
 * hours add (over-dispersion). The excess is a moment estimate over about the last {@value #MEMORY} windows around a level that follows the metric, shrunk
 * to a prior of {@value #PRIOR_CORRELATION} (intra-class correlation) worth {@value #PRIOR_WINDOWS} windows, which rules while there is no past.
 * Deviations are clipped, so that one freak window does not blind the test for hours.
 */
final class Spread {

    private static final double MEMORY = 300;
    private static final double LEVEL_MEMORY = 40;
    private static final double PRIOR_WINDOWS = 2;
    private static final double PRIOR_CORRELATION = 0.01;
    private static final double CLIP = 3.5;
    /** What is taken for the correlation, less and less, until so many windows were learnt from; chosen by simulation (docs/alerting.md). */
    private static final double COLD_CORRELATION = 0.6;

    private static final double COLD_WINDOWS = 60;
    private static final double MAX_CORRELATION = 0.9;
    /** Variances are carried from one mean to another by no more than this factor. */
    private static final double MOST_SCALE = 4;

    private double level = Double.NaN;
    private double levelWeight;
    private double weight;
    private double excess;
    private double squares;
    private double lagged;
    private double previous = Double.NaN;

    /** The same knowledge, to go on its own way. */
    Spread copy() {
        Spread copy = new Spread();
        copy.level = level;
        copy.levelWeight = levelWeight;
        copy.weight = weight;
        copy.excess = excess;
        copy.squares = squares;
        copy.lagged = lagged;
        copy.previous = previous;
        return copy;
    }

    /** The level that the metric has had lately; NaN before the first window. */
    double level() {
        return level;
    }

    /**
     * What chance does to a window's value if the true mean stands at the boundary.
     *
     * <p>Samples that are sound or not, with a share of sound ones that varies by a beta law, have the third central moment
     * {@code (1 - 2p) / (p (1 - p)) (within + between) (within + 2 between)}.
     *
     * @param value of the window
     * @param within the window's own sampling variance, at its value
     * @param upward whether the side that is tested is above the boundary
     */
    Chance chance(double value, double within, double boundary, boolean upward) {
        double sampling = sampling(value, within, boundary);
        double between = between(boundary);
        double variance = sampling + between;
        double skewness = (1 - 2 * boundary) / edge(boundary) * (sampling + 2 * between) / Math.sqrt(variance);
        return new Chance(
                Math.sqrt(variance), upward ? skewness : -skewness, freedom(), correlation(), leastCorrelation());
    }

    /** The standard deviation of the values of windows such as this one, with the over-dispersion at the boundary. */
    double deviation(double within, double boundary) {
        return Math.sqrt(within + between(boundary));
    }

    /** The sampling variance at the boundary: that of a rate p goes with p(1-p), and the window shows it at its own value. */
    private static double sampling(double value, double within, double boundary) {
        double ratio = boundary * (1 - boundary) / Math.max(1e-9, value * (1 - value));
        return within * Math.max(1 / MOST_SCALE, Math.min(MOST_SCALE, ratio));
    }

    /** The over-dispersion at the boundary. It goes with p(1-p) too: what was learnt at .95 is too small for a test at .80. */
    private double between(double boundary) {
        double edge = edge(boundary);
        double ratio = Double.isNaN(level) ? 1 : edge / Math.max(1e-9, level * (1 - level));
        return between(edge, Math.max(1, Math.min(MOST_SCALE, ratio)));
    }

    private double between(double edge, double scale) {
        return (PRIOR_WINDOWS * PRIOR_CORRELATION * edge + scale * Math.max(0, excess)) / (PRIOR_WINDOWS + weight);
    }

    private static double edge(double boundary) {
        return Math.max(0.02, boundary * (1 - boundary));
    }

    /** Degrees of freedom of the variance. */
    double freedom() {
        return PRIOR_WINDOWS + weight;
    }

    /** First-order autocorrelation of the windows' values, 0..0.9, rather too high than too low. */
    double correlation() {
        double cold = Math.max(0, COLD_CORRELATION * (1 - weight / COLD_WINDOWS));
        if (weight < 4 || squares <= 0) {
            return cold;
        }
        double error = 1 / Math.sqrt(weight);
        double r = estimate();
        if (r < 1.5 * error) {
            return cold;
        }
        return Math.max(cold, Math.min(MAX_CORRELATION, r + 0.5 * error));
    }

    /** The same, rather too low than too high. */
    private double leastCorrelation() {
        return weight < 4 || squares <= 0
                ? 0
                : Math.max(0, Math.min(correlation(), estimate() - 1 / Math.sqrt(weight)));
    }

    /** Without the bias of an estimate around a level that is an estimate of so many windows (Kendall 1954). */
    private double estimate() {
        double r = lagged / squares;
        return r + (1 + 3 * Math.max(0, r)) / Math.min(weight, 2 * LEVEL_MEMORY);
    }

    /** Learns from a window. */
    void learn(double value, double within) {
        if (Double.isNaN(level)) {
            level = value;
            levelWeight = 1;
            return;
        }
        double d = clipped(value, within);
        take(d, within, 1 / deviationFromLevel());
        levelWeight = Math.min(LEVEL_MEMORY, levelWeight + 1);
        level += d / levelWeight;
    }

    /**
     * The expected square of a window's deviation from the level before it, in variances of a window: the level is an estimate too, which follows the metric by 1 /
     * levelWeight a window, and goes with what carries over to the window.
     */
    private double deviationFromLevel() {
        double gain = 1 / levelWeight;
        double r = correlation();
        double kept = r * (1 - gain);
        double variance = gain / (2 - gain) * (1 + kept) / (1 - kept);
        double covariance = gain * r / (1 - kept);
        return 1 + variance - 2 * covariance;
    }

    /** Learns the variation of windows that stand on a level of their own, around their own mean, and leaves the level where it was. */
    void learnApart(double[] values, double[] within, int count) {
        if (count > 1) {
            double mean = 0;
            for (int i = 0; i < count; i++) {
                mean += values[i] / count;
            }
            double usual = level;
            level = mean;
            previous = Double.NaN;
            for (int i = 0; i < count; i++) {
                take(clipped(values[i], within[i]), within[i], count / (count - 1.0));
            }
            level = usual;
        }
        previous = Double.NaN;
    }

    /** Moves the level, because an incident began or ended. */
    void moveTo(double value) {
        level = value;
        levelWeight = 3;
        previous = Double.NaN;
    }

    private double clipped(double value, double within) {
        double limit = CLIP * Math.sqrt(within + between(edge(level), 1));
        return Math.max(-limit, Math.min(limit, value - level));
    }

    private void take(double d, double within, double factor) {
        double keep = 1 - 1 / MEMORY;
        weight = weight * keep + 1;
        excess = excess * keep + d * d * factor - within;
        squares = squares * keep + d * d * factor;
        lagged = lagged * keep + (Double.isNaN(previous) ? 0 : d * previous * factor);
        previous = d;
    }

    void save(DataOutput out) throws IOException {
        for (double value : new double[] {level, levelWeight, weight, excess, squares, lagged, previous}) {
            out.writeDouble(value);
        }
    }

    void restore(DataInput in) throws IOException {
        level = in.readDouble();
        levelWeight = in.readDouble();
        weight = in.readDouble();
        excess = in.readDouble();
        squares = in.readDouble();
        lagged = in.readDouble();
        previous = in.readDouble();
    }
}
