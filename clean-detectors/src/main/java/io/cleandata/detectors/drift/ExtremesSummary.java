package io.cleandata.detectors.drift;

import io.cleandata.detectors.drift.Difference.Measure;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The largest and smallest of some numbers, exactly: what a sketch of the whole distribution is too coarse for.
 *
 * <p>Two of them are compared by exceedances: given the k-th largest value of one side, where k is a thousandth of its rows, j values of the other lie beyond it. Were all rows drawn from
 * one distribution, whatever it is, j of the k + j - 1 largest of both together would come from the other side at most as often as the hypergeometric distribution says. Both sides and
 * both ends are tried, and the least probability counts four times. The effect is the change of the share beyond.
 */
final class ExtremesSummary implements Summary {

    static final byte TYPE = 3;

    /** Values kept at each end. */
    static final int KEPT = 1024;

    private static final double SHARE_BEYOND = 0.001;
    private static final int FEWEST_BEYOND = 3;
    private static final int MOST_BEYOND = KEPT / 4;
    private static final double HALF_HARM = 0.1;
    private static final int TESTS = 4;

    private final Largest high = new Largest();
    /** Of the negated values. */
    private final Largest low = new Largest();

    private long rows;

    void add(double value) {
        high.add(value);
        low.add(-value);
        rows++;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public Summary copy() {
        ExtremesSummary copy = new ExtremesSummary();
        copy.merge(this);
        return copy;
    }

    @Override
    public void merge(Summary other) {
        ExtremesSummary more = (ExtremesSummary) other;
        for (double value : more.high.descending()) {
            high.add(value);
        }
        for (double value : more.low.descending()) {
            low.add(value);
        }
        rows += more.rows;
    }

    @Override
    public Difference compare(Summary newer) {
        ExtremesSummary now = (ExtremesSummary) newer;
        double[] highBefore = high.descending();
        double[] highNow = now.high.descending();
        double[] lowBefore = low.descending();
        double[] lowNow = now.low.descending();
        Beyond least = Beyond.of(highBefore, rows, highNow, now.rows, true, false);
        least = least.or(Beyond.of(lowBefore, rows, lowNow, now.rows, false, false));
        least = least.or(Beyond.of(highNow, now.rows, highBefore, rows, true, true));
        least = least.or(Beyond.of(lowNow, now.rows, lowBefore, rows, false, true));
        return new Difference(
                least.effect(),
                Difference.harm(least.effect(), HALF_HARM),
                Math.min(1, TESTS * least.probability()),
                Measure.SHARE,
                least.words());
    }

    /** How many values of one side lie beyond a high value of the other. */
    private record Beyond(double probability, double limit, double before, double now, boolean above) {

        /** Both descending; {@code vanishing} when the side whose values exceed is the earlier one. */
        static Beyond of(double[] own, long rows, double[] others, long otherRows, boolean above, boolean vanishing) {
            int k = (int) Math.min(MOST_BEYOND, Math.max(FEWEST_BEYOND, Math.ceil(SHARE_BEYOND * rows)));
            double limit = own[Math.min(k, own.length) - 1];
            int beyond = above(others, limit);
            double probability =
                    beyond == 0 ? 1 : Significance.hypergeometric(rows + otherRows, otherRows, k + beyond - 1L, beyond);
            double mine = above(own, limit) / (double) rows;
            double theirs = beyond / (double) otherRows;
            return new Beyond(
                    probability, above ? limit : -limit, vanishing ? theirs : mine, vanishing ? mine : theirs, above);
        }

        private static int above(double[] descending, double limit) {
            int count = 0;
            while (count < descending.length && descending[count] > limit) {
                count++;
            }
            return count;
        }

        Beyond or(Beyond other) {
            return other.probability < probability ? other : this;
        }

        double effect() {
            return Math.abs(now - before);
        }

        String words() {
            return "values " + (above ? "above " : "below ") + Words.number(limit) + " went from "
                    + Words.percent(before) + " to " + Words.percent(now);
        }
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        out.writeByte(TYPE);
        out.writeLong(rows);
        high.save(out);
        low.save(out);
    }

    static ExtremesSummary read(DataInputStream in) throws IOException {
        ExtremesSummary summary = new ExtremesSummary();
        summary.rows = in.readLong();
        summary.high.read(in);
        summary.low.read(in);
        return summary;
    }

    /** The largest values of many. */
    private static final class Largest {
        private double[] values = new double[64];
        private int size;
        /** What is no larger is not among them. */
        private double least = Double.NEGATIVE_INFINITY;

        void add(double value) {
            if (size >= KEPT && value <= least) {
                return;
            }
            if (size == 2 * KEPT) {
                cut();
            } else if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        private void cut() {
            Arrays.sort(values, 0, size);
            System.arraycopy(values, size - KEPT, values, 0, KEPT);
            size = KEPT;
            least = values[0];
        }

        double[] descending() {
            double[] sorted = Arrays.copyOf(values, size);
            Arrays.sort(sorted);
            double[] descending = new double[Math.min(KEPT, size)];
            for (int i = 0; i < descending.length; i++) {
                descending[i] = sorted[size - 1 - i];
            }
            return descending;
        }

        void save(DataOutputStream out) throws IOException {
            double[] kept = descending();
            out.writeInt(kept.length);
            for (double value : kept) {
                out.writeDouble(value);
            }
        }

        void read(DataInputStream in) throws IOException {
            int count = in.readInt();
            if (count < 0 || count > KEPT) {
                throw new IOException(count + " extreme values");
            }
            for (int i = 0; i < count; i++) {
                add(in.readDouble());
            }
        }
    }
}
