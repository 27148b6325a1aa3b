package io.cleandata.detectors.drift;

import java.util.Arrays;

/**
 * Tests whether labels depend on features as they did before.
 *
 * <p><b>Statistic.</b> Earlier and newer rows, equally many of each. The label of a row is predicted twice: from its nearest rows among the earlier ones and from its nearest among the
 * newer ones, itself left out. When labels depend on features as before, both predictions are equally good whatever the features do; when not, a row's
 * own side predicts it better. The other side's prediction is corrected for how often each label comes on the row's side, not at all, half or fully, whichever
 * explains most: a drift of the label alone, or of features that explain it only in part, is none of the relation. The statistic is the mean gain of the own side in Brier score over both sides, in standard errors. (A two-sample test of conditional
 * distributions in the spirit of the nearest-neighbour tests of Schilling, 1986, and Henze, 1988.)
 *
 * <p><b>Assumes</b> exchangeable rows within each side. Rows that have much nearer neighbours on one side than on the other (by half) do not
 * count, so that a shift of the features alone makes no gain.
 *
 * <p><b>Cost.</b> Rows asked times rows of both sides distances over the slots, at 15 neighbours of each side.
 */
final class ConditionalTest {

    private static final int NEIGHBOURS = 15;
    private static final double GUARD = 1.5;
    private static final double MOST_ODDS = 10;
    private static final int POWERS = 3;

    private final float[][] columns;
    private final int[] labels;
    private final int half;
    private final double[] prior;
    private final Odds[] newToEarlier = new Odds[POWERS];
    private final Odds[] earlierToNew = new Odds[POWERS];
    private final int neighbours;

    /** How a prediction from one side has to be multiplied for the frequency of labels on the other. */
    private final class Odds {
        private final double[] ratio;
        private double sum;
        private double squares;

        Odds(double[] from, double[] to, double power) {
            ratio = new double[from.length];
            for (int c = 0; c < ratio.length; c++) {
                ratio[c] = Math.pow(Math.max(1 / MOST_ODDS, Math.min(MOST_ODDS, to[c] / from[c])), power);
                sum += prior[c] * ratio[c];
                squares += prior[c] * prior[c] * ratio[c] * ratio[c];
            }
        }
    }

    /**
     * What came out.
     *
     * @param z mean gain in standard errors
     * @param gain mean gain in Brier score
     * @param expected the class that earlier rows most often say wrongly of newer ones, -1 for none
     * @param found the class that these most often have
     */
    record Outcome(double z, double gain, int expected, int found) {}

    ConditionalTest(PairedRows rows) {
        this.columns = rows.columns();
        this.labels = rows.labels();
        this.half = rows.half();
        int classes = 0;
        for (int label : labels) {
            classes = Math.max(classes, label + 1);
        }
        this.prior = shares(0, labels.length, classes);
        double[] before = shares(0, half, classes);
        double[] now = shares(half, 2 * half, classes);
        for (int p = 0; p < POWERS; p++) {
            newToEarlier[p] = new Odds(now, before, p / (POWERS - 1.0));
            earlierToNew[p] = new Odds(before, now, p / (POWERS - 1.0));
        }
        this.neighbours = Math.max(3, Math.min(NEIGHBOURS, half / 20));
    }

    private double[] shares(int from, int to, int classes) {
        double[] shares = new double[classes];
        Arrays.fill(shares, 0.5);
        for (int i = from; i < to; i++) {
            shares[labels[i]]++;
        }
        for (int c = 0; c < classes; c++) {
            shares[c] /= to - from + 0.5 * classes;
        }
        return shares;
    }

    /** Asks at most so many rows of each side, evenly spread. */
    Outcome run(int asked) {
        Side[] earlier = new Side[POWERS];
        Side[] newer = new Side[POWERS];
        for (int p = 0; p < POWERS; p++) {
            earlier[p] = new Side();
            newer[p] = new Side();
        }
        int[] confusion = new int[Math.min(prior.length, 64) * Math.min(prior.length, 64)];
        int each = Math.min(asked, half);
        float[] distances = new float[2 * half];
        int[] own = new int[neighbours];
        int[] other = new int[neighbours];
        float[] worst = new float[neighbours];
        for (int i = 0; i < 2 * each; i++) {
            boolean isNew = i >= each;
            int row = (isNew ? half : 0) + (int) ((long) (isNew ? i - each : i) * half / each);
            measure(row, distances);
            distances[row] = Float.MAX_VALUE;
            double ownRadius = nearest(distances, isNew ? half : 0, own, worst);
            double otherRadius = nearest(distances, isNew ? 0 : half, other, worst);
            if (ownRadius > GUARD * otherRadius + 1e-9 || otherRadius > GUARD * ownRadius + 1e-9) {
                continue;
            }
            double best = brier(own, labels[row], newToEarlier[0]);
            for (int p = 0; p < POWERS; p++) {
                double others = brier(other, labels[row], isNew ? earlierToNew[p] : newToEarlier[p]);
                (isNew ? newer : earlier)[p].add(others - best);
            }
            if (isNew) {
                int said = mostFrequent(other);
                int has = labels[row];
                int span = Math.min(prior.length, 64);
                if (said != has && said < span && has < span) {
                    confusion[said * span + has]++;
                }
            }
        }
        if (earlier[0].count < PairedRows.FEWEST / 2 || newer[0].count < PairedRows.FEWEST / 2) {
            return new Outcome(0, 0, -1, -1);
        }
        int least = 0;
        for (int p = 1; p < POWERS; p++) {
            least = earlier[p].z() + newer[p].z() < earlier[least].z() + newer[least].z() ? p : least;
        }
        int most = 0;
        for (int i = 1; i < confusion.length; i++) {
            most = confusion[i] > confusion[most] ? i : most;
        }
        int span = Math.min(prior.length, 64);
        boolean any = confusion[most] > 0;
        return new Outcome(
                (earlier[least].z() + newer[least].z()) / Math.sqrt(2),
                (earlier[least].mean() + newer[least].mean()) / 2,
                any ? most / span : -1,
                any ? most % span : -1);
    }

    private void measure(int row, float[] distances) {
        Arrays.fill(distances, 0f);
        int c = 0;
        for (; c + 4 <= columns.length; c += 4) {
            addFour(row, columns[c], columns[c + 1], columns[c + 2], columns[c + 3], distances);
        }
        for (; c < columns.length; c++) {
            addOne(row, columns[c], distances);
        }
    }

    private static void addFour(int row, float[] a, float[] b, float[] c, float[] d, float[] sums) {
        float va = a[row];
        float vb = b[row];
        float vc = c[row];
        float vd = d[row];
        for (int j = 0; j < sums.length; j++) {
            sums[j] += (Math.abs(va - a[j]) + Math.abs(vb - b[j])) + (Math.abs(vc - c[j]) + Math.abs(vd - d[j]));
        }
    }

    private static void addOne(int row, float[] a, float[] sums) {
        float va = a[row];
        for (int j = 0; j < sums.length; j++) {
            sums[j] += Math.abs(va - a[j]);
        }
    }

    /** Finds the nearest rows of one side; returns their mean distance. */
    private double nearest(float[] distances, int from, int[] found, float[] best) {
        int k = found.length;
        int count = 0;
        float bound = Float.MAX_VALUE;
        for (int j = from; j < from + half; j++) {
            float d = distances[j];
            if (d < bound) {
                int place = count < k ? count++ : k - 1;
                while (place > 0 && best[place - 1] > d) {
                    best[place] = best[place - 1];
                    found[place] = found[place - 1];
                    place--;
                }
                best[place] = d;
                found[place] = j;
                bound = count == k ? best[k - 1] : Float.MAX_VALUE;
            }
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += best[i];
        }
        return sum / k;
    }

    /** Brier score of a prediction from neighbours and one part of the prior: sum of squared differences over all classes. */
    private double brier(int[] rows, int label, Odds odds) {
        double[] ratio = odds.ratio;
        double sum = odds.sum;
        double squares = odds.squares;
        double ofLabel = prior[label];
        for (int row : rows) {
            int c = labels[row];
            int votes = 0;
            for (int other : rows) {
                votes += labels[other] == c ? 1 : 0;
            }
            // the votes of the neighbours' classes, summed over neighbours, are the squared votes
            squares += ratio[c] * ratio[c] * (votes + 2 * prior[c]);
            sum += ratio[c];
            ofLabel += c == label ? 1 : 0;
        }
        return 1 - 2 * ratio[label] * ofLabel / sum + squares / (sum * sum);
    }

    private int mostFrequent(int[] rows) {
        int best = labels[rows[0]];
        int most = 0;
        for (int row : rows) {
            int same = 0;
            for (int other : rows) {
                same += labels[other] == labels[row] ? 1 : 0;
            }
            if (same > most) {
                most = same;
                best = labels[row];
            }
        }
        return best;
    }

    /** Mean and its standard error, by Welford's recurrence. */
    private static final class Side {
        private int count;
        private double mean;
        private double squares;

        void add(double value) {
            count++;
            double change = value - mean;
            mean += change / count;
            squares += change * (value - mean);
        }

        double mean() {
            return mean;
        }

        double z() {
            return mean / (Math.sqrt(squares / count / count) + 1e-9);
        }
    }
}
