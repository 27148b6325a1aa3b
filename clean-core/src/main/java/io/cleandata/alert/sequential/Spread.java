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
    /** Between-window variation has heavier and more skewed tails than a normal law; chosen by simulation (docs/alerting.md). */
    private static final double CAUTION = 1.4;

    private static final double COLD_CORRELATION = 0.5;
    private static final double COLD_WINDOWS = 30;
    private static final double MAX_CORRELATION = 0.9;

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
     * The variance of a window's value if the true mean stood at the boundary.
     *
     * @param within the window's own sampling variance
     */
    double variance(double within, double boundary) {
        double edge = Math.max(0.02, boundary * (1 - boundary));
        // Over-dispersion of a rate p goes with p(1-p): what was learnt at .95 is too small for a test at .80.
        double scale = Double.isNaN(level) ? 1 : Math.max(1, Math.min(4, edge / Math.max(1e-9, level * (1 - level))));
        double between =
                (PRIOR_WINDOWS * PRIOR_CORRELATION * edge + scale * Math.max(0, excess)) / (PRIOR_WINDOWS + weight);
        return within + CAUTION * between;
    }

    /** Degrees of freedom of {@link #variance}. */
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
        double r = lagged / squares;
        r += (1 + 3 * Math.max(0, r)) / weight; // the bias of an estimate around an estimated level (Kendall 1954)
        if (r < 1.5 * error) {
            return cold;
        }
        return Math.max(cold, Math.min(MAX_CORRELATION, r + 0.5 * error));
    }

    /** Learns from a window. */
    void learn(double value, double within) {
        if (Double.isNaN(level)) {
            level = value;
            levelWeight = 1;
            return;
        }
        double shrink = levelWeight / (levelWeight + 1); // the level is an estimate too
        double d = deviation(value, within);
        take(d, within, shrink);
        levelWeight = Math.min(LEVEL_MEMORY, levelWeight + 1);
        level += d / levelWeight;
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
                take(deviation(values[i], within[i]), within[i], count / (count - 1.0));
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

    private double deviation(double value, double within) {
        double between = (PRIOR_WINDOWS * PRIOR_CORRELATION * Math.max(0.02, level * (1 - level)) + Math.max(0, excess))
                / (PRIOR_WINDOWS + weight);
        double limit = CLIP * Math.sqrt(within + between);
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
