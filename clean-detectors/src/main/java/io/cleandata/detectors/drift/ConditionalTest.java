package io.cleandata.detectors.drift;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private static final float CUT = 4;
    private static final double NORMAL_IQR = 1.349;
    private static final int FEWEST = 100;
    private static final int CLASSES_OF_NUMBERS = 5;
    private static final double MOST_ODDS = 10;
    private static final int POWERS = 3;
    private static final float LEAST_WEIGHT = 0.05f;

    private final float[][] columns;
    private final int[] labels;
    private final int half;
    private final double[] prior;
    private final Odds[] newToEarlier = new Odds[POWERS];
    private final Odds[] earlierToNew = new Odds[POWERS];
    private final int neighbours;

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

    private ConditionalTest(float[][] columns, int[] labels, int half) {
        this.columns = columns;
        this.labels = labels;
        this.half = half;
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

    /**
     * Prepares a test.
     *
     * @param earlier earlier rows, in batches
     * @param newer newer rows
     * @param scaled which slots are to be scaled
     * @param numeric whether labels are numbers, which then make five classes
     * @return null when there are too few rows or fewer than two classes
     */
    static @Nullable ConditionalTest of(
            List<LabelledRows> earlier, List<LabelledRows> newer, boolean[] scaled, boolean numeric) {
        int before = count(earlier);
        int now = count(newer);
        int half = Math.min(before, now);
        if (half < FEWEST) {
            return null;
        }
        double[] given = new double[2 * half];
        float[][] columns = new float[scaled.length][2 * half];
        fill(earlier, before, half, 0, columns, given);
        fill(newer, now, half, half, columns, given);
        for (int slot = 0; slot < scaled.length; slot++) {
            prepare(columns[slot], scaled[slot]);
        }
        int[] labels = numeric ? quantileClasses(given) : ranks(given);
        int first = labels[0];
        boolean several = false;
        for (int label : labels) {
            several |= label != first;
        }
        if (!several) {
            return null;
        }
        weigh(columns, labels, half);
        return new ConditionalTest(columns, labels, half);
    }

    private static int count(List<LabelledRows> batches) {
        int count = 0;
        for (LabelledRows rows : batches) {
            count += rows.size();
        }
        return count;
    }

    /** Copies evenly spread rows. */
    private static void fill(
            List<LabelledRows> batches, int all, int wanted, int to, float[][] columns, double[] labels) {
        int batch = 0;
        int begin = 0;
        for (int i = 0; i < wanted; i++) {
            int at = (int) ((long) i * all / wanted);
            while (at - begin >= batches.get(batch).size()) {
                begin += batches.get(batch++).size();
            }
            LabelledRows rows = batches.get(batch);
            labels[to + i] = rows.label(at - begin);
            for (int slot = 0; slot < columns.length; slot++) {
                columns[slot][to + i] = rows.value(slot, at - begin);
            }
        }
    }

    private static void prepare(float[] column, boolean scaled) {
        float center = 0;
        float spread = 1;
        if (scaled) {
            // every fourth row is enough to know the scale
            int step = column.length >= 4 * FEWEST ? 4 : 1;
            float[] sorted = new float[column.length];
            int n = 0;
            for (int i = 0; i < column.length; i += step) {
                if (!Float.isNaN(column[i])) {
                    sorted[n++] = column[i];
                }
            }
            if (n > 0) {
                Arrays.sort(sorted, 0, n);
                center = sorted[n / 2];
                spread = (float) ((sorted[(int) (0.75 * (n - 1))] - sorted[(int) (0.25 * (n - 1))]) / NORMAL_IQR);
                if (!(spread > 0)) {
                    spread = (sorted[(int) (0.99 * (n - 1))] - sorted[(int) (0.01 * (n - 1))]) / 4;
                }
                if (!(spread > 0)) {
                    spread = Math.max(sorted[n - 1] - sorted[0], Float.MIN_NORMAL);
                }
            }
        }
        for (int i = 0; i < column.length; i++) {
            float z = (column[i] - center) / spread;
            column[i] = Float.isNaN(z) ? 0 : Math.max(-CUT, Math.min(CUT, z));
        }
    }

    /**
     * Weighs each slot by how well it (or its distance from the center) tells classes apart among earlier rows: the root of the correlation ratio, less
     * what chance makes of it, relative to the best slot. Slots that say nothing keep little weight, unless none says anything.
     */
    private static void weigh(float[][] columns, int[] labels, int half) {
        double[] ratios = new double[columns.length];
        double best = 0;
        int classes = 0;
        for (int label : labels) {
            classes = Math.max(classes, label + 1);
        }
        double[] sums = new double[classes];
        int[] counts = new int[classes];
        for (int slot = 0; slot < columns.length; slot++) {
            ratios[slot] = Math.max(
                    correlationRatio(columns[slot], labels, half, false, sums, counts),
                    correlationRatio(columns[slot], labels, half, true, sums, counts));
            best = Math.max(best, ratios[slot]);
        }
        if (best <= 0) {
            return;
        }
        for (int slot = 0; slot < columns.length; slot++) {
            float weight = Math.max(LEAST_WEIGHT, (float) Math.sqrt(Math.max(ratios[slot], 0) / best));
            float[] column = columns[slot];
            for (int i = 0; i < column.length; i++) {
                column[i] *= weight;
            }
        }
    }

    /** Share of the variance that lies between classes, less its 3 sigma range under no relation. */
    private static double correlationRatio(
            float[] column, int[] labels, int half, boolean folded, double[] sums, int[] counts) {
        Arrays.fill(sums, 0);
        Arrays.fill(counts, 0);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < half; i++) {
            double v = folded ? Math.abs(column[i]) : column[i];
            sums[labels[i]] += v;
            counts[labels[i]]++;
            sum += v;
            squares += v * v;
        }
        double total = squares - sum * sum / half;
        double between = -sum * sum / half;
        int present = 0;
        for (int c = 0; c < sums.length; c++) {
            if (counts[c] > 0) {
                between += sums[c] * sums[c] / counts[c];
                present++;
            }
        }
        double chance = (present - 1 + 3 * Math.sqrt(2.0 * Math.max(present - 1, 1))) / half;
        return total > 1e-9 ? between / total - chance : 0;
    }

    private static int[] ranks(double[] given) {
        int[] labels = new int[given.length];
        for (int i = 0; i < given.length; i++) {
            labels[i] = (int) given[i];
        }
        return labels;
    }

    private static int[] quantileClasses(double[] given) {
        double[] sorted = given.clone();
        Arrays.sort(sorted);
        int[] labels = new int[given.length];
        for (int i = 0; i < given.length; i++) {
            for (int c = 1; c < CLASSES_OF_NUMBERS; c++) {
                if (given[i] > sorted[c * (sorted.length - 1) / CLASSES_OF_NUMBERS]) {
                    labels[i] = c;
                }
            }
        }
        return labels;
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
        if (earlier[0].count < FEWEST / 2 || newer[0].count < FEWEST / 2) {
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
