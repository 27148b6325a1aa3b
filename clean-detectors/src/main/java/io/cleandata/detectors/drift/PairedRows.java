package io.cleandata.detectors.drift;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Earlier and newer rows side by side, equally many of each, scaled and weighed for distances.
 *
 * @param columns a float for each row of each slot, earlier rows first
 * @param labels class of each row
 * @param half rows of each side
 */
record PairedRows(float[][] columns, int[] labels, int half) {

    /** Fewest rows of each side. */
    static final int FEWEST = 100;

    private static final float CUT = 4;
    private static final double NORMAL_IQR = 1.349;
    private static final int CLASSES_OF_NUMBERS = 5;
    private static final float LEAST_WEIGHT = 0.05f;

    /**
     * Takes evenly spread rows of both sides.
     *
     * @param earlier earlier rows, in batches
     * @param newer newer rows
     * @param scaled which slots are to be scaled
     * @param numeric whether labels are numbers, which then make five classes
     * @return null when there are too few rows or fewer than two classes
     */
    static @Nullable PairedRows of(
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
        return new PairedRows(columns, labels, half);
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
}
