package io.cleandata.detectors.drift;

import io.cleandata.detectors.drift.Difference.Measure;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Numbers: their quantiles.
 *
 * <p>Two of them are compared by the Kolmogorov-Smirnov test, whose distance is first reduced by what the sketches may be off; the effect is the
 * Wasserstein distance over the reference's IQR (where that is 0: its 5 % to 95 % range over 2.44, then a hundredth of the median), at most 100. The test counts rows by
 * what they are worth ({@link Dependence}).
 */
final class NumberSummary implements Summary {

    static final byte TYPE = 4;
    /** Saved before dependence was known. */
    static final byte INDEPENDENT = 1;

    private static final double LARGEST = 100;
    private static final double WIDE = 2.44;
    private static final int EXACT = 512;

    private final QuantileSketch sketch;
    private final Dependence dependence;
    private @Nullable Steps steps;

    NumberSummary() {
        this(new QuantileSketch(), new Dependence());
    }

    private NumberSummary(QuantileSketch sketch, Dependence dependence) {
        this.sketch = sketch;
        this.dependence = dependence;
    }

    void add(double value) {
        sketch.add(value);
        steps = null;
    }

    /** Adds values of a window, in their order. */
    void add(double[] values, int rows) {
        for (int row = 0; row < rows; row++) {
            add(values[row]);
        }
        dependence.add(values, rows);
    }

    Steps steps() {
        Steps known = steps;
        if (known == null) {
            known = sketch.steps();
            steps = known;
        }
        return known;
    }

    @Override
    public long rows() {
        return sketch.count();
    }

    @Override
    public Summary copy() {
        NumberSummary copy = new NumberSummary();
        copy.merge(this);
        return copy;
    }

    @Override
    public void merge(Summary other) {
        NumberSummary more = (NumberSummary) other;
        sketch.merge(more.sketch);
        dependence.merge(more.dependence);
        steps = null;
    }

    @Override
    public Difference compare(Summary newer) {
        NumberSummary other = (NumberSummary) newer;
        Steps before = steps();
        Steps now = other.steps();
        Steps.Distance distance = Steps.distance(before, now);
        double off = (rows() > EXACT ? QuantileSketch.RANK_ERROR : 0)
                + (other.rows() > EXACT ? QuantileSketch.RANK_ERROR : 0);
        double worth = Dependence.worth(dependence, other.dependence);
        double probability = Significance.kolmogorov(distance.kolmogorov() - off, worth * rows(), worth * other.rows());
        double effect = effect(distance.wasserstein(), before);
        return new Difference(effect, Difference.harm(effect, 1), probability, Measure.WASSERSTEIN, words(before, now));
    }

    private static double effect(double wasserstein, Steps before) {
        if (wasserstein == 0) {
            return 0;
        }
        double scale = before.quantile(0.75) - before.quantile(0.25);
        if (!(scale > 0)) {
            scale = (before.quantile(0.95) - before.quantile(0.05)) / WIDE;
        }
        if (!(scale > 0)) {
            scale = Math.abs(before.quantile(0.5)) / 100;
        }
        return scale > 0 ? Math.min(wasserstein / scale, LARGEST) : LARGEST;
    }

    private static String words(Steps before, Steps now) {
        return "median " + Words.number(before.quantile(0.5)) + " became " + Words.number(now.quantile(0.5))
                + ", the middle 90 % " + Words.number(before.quantile(0.05)) + " to "
                + Words.number(before.quantile(0.95)) + " became " + Words.number(now.quantile(0.05)) + " to "
                + Words.number(now.quantile(0.95));
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        out.writeByte(TYPE);
        dependence.save(out);
        sketch.save(out);
    }

    static NumberSummary read(DataInputStream in, Dependence dependence) throws IOException {
        return new NumberSummary(QuantileSketch.read(in), dependence);
    }
}
