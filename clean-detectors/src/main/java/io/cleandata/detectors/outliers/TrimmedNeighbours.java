package io.cleandata.detectors.outliers;

import java.util.Arrays;

/**
 * Distance of each row to its nearest neighbours among the more ordinary rows, in two passes.
 *
 * <p><b>Statistic.</b> Pass one: s1 = mean L1 distance to the nearest 7.5 % of all rows. Pass two: mean distance to the 20 nearest
 * rows out of the 80 % with the lowest s1. A large first neighbourhood and the trimming keep anomalies that lie close together
 * from hiding each other (the mean distance to the k nearest is the score of Angiulli and Pizzuti, "Fast outlier detection in high
 * dimensional spaces", 2002; trimming follows the idea of Rousseeuw's trimmed estimators). Rows of a reference, known to be
 * sound, are never trimmed.
 *
 * <p><b>Assumes</b> columns of comparable scale without NaN, and less than a fifth of anomalies among the rows.
 *
 * <p><b>Cost.</b> n (n - 1) / 2 + n r distances for n rows and r reference rows, in loops over columns that the compiler
 * vectorises; then a bound for each row from an eighth of its distances and one branch-free pass that leaves about a hundred candidates, which
 * serve both passes. Memory n (n + r) floats, kept for the next call.
 *
 * <p>Not to be used by several threads at once.
 */
final class TrimmedNeighbours {

    /** Share of all rows that makes the first neighbourhood. */
    static final double WIDE = 0.075;

    /** Size of the second neighbourhood, and its largest share of all rows. */
    static final int NEAREST = 20;

    private static final double NEAREST_SHARE = 0.05;

    private static final double KEPT = 0.8;
    private static final int CANDIDATES = 320;

    /** Size of the neighbourhood of the local contrast. */
    private static final int LOCAL = 10;

    private static final float SOFTENED = 0.25f;
    private static final int TILE = 32;

    private final Imputation imputation = new Imputation();

    private float[][] distances = new float[0][];
    private int[] candidates = new int[0];
    private int[] candidateCounts = new int[0];
    private float[] values = new float[0];
    private int[] positions = new int[0];
    private boolean[] kept = new boolean[0];
    private float[] wideMeans = new float[0];
    /** The {@link #LOCAL} nearest rows of each row, or all others if they are fewer. */
    private int[] nearest = new int[0];

    /** How many neighbours the second pass uses among so many comparable rows. */
    static int nearest(int all) {
        return Math.max(1, Math.min(Math.min(NEAREST, Math.max(5, (int) Math.round(NEAREST_SHARE * all))), all - 1));
    }

    /**
     * Scores rows.
     *
     * @param part the rows
     * @param all how many rows there are, reference rows last; at least 2
     * @param rows how many of them, from the first, are to be scored
     * @param scores receives a score of each of these, in the unit of the columns, at least 0
     */
    void score(Rows part, int all, int rows, float[] scores) {
        ensure(all, rows);
        distances(part, all, rows);
        int wide = Math.max(1, Math.min((int) Math.round(WIDE * all), all - 1));
        for (int i = 0; i < rows; i++) {
            scores[i] = wideMean(distances[i], i, all, wide);
        }
        System.arraycopy(scores, 0, wideMeans, 0, rows);
        trim(scores, all, rows);
        int near = nearest(all);
        for (int i = 0; i < rows; i++) {
            scores[i] = keptMean(i, all, near);
        }
    }

    /**
     * The distances of {@link Joining} for the rows of the last call, whose scores are given; those of ordinary rows are their scores.
     *
     * @param joined receives them, in the unit of the scores
     */
    void join(int all, int rows, float[] scores, float[] joined) {
        int near = Math.max(
                1, nearest(all) / 4); // few, so that a row at the edge is not far for lack of neighbours behind it
        int trimmed = 0;
        int ordinary = all - rows;
        for (int i = 0; i < rows; i++) {
            trimmed += kept[i] ? 0 : 1;
            ordinary += kept[i] ? 1 : 0;
        }
        System.arraycopy(scores, 0, joined, 0, rows);
        int used = Math.min(near, ordinary);
        if (used == 0) {
            return;
        }
        Joining joining = new Joining(trimmed, used);
        for (int i = 0; i < rows; i++) {
            if (!kept[i]) {
                keptMean(i, all, used);
                joining.add(i, values, used);
            }
        }
        joining.run(distances, joined);
    }

    /**
     * How far each row of the last call is from its {@value #LOCAL} nearest rows, in terms of how far these are from theirs (the local
     * outlier factor of Breunig and others, SIGMOD 2000, with plain mean distances). Both are softened by a quarter of the median distance, below
     * which differences of density mean nothing; 1 for all where most rows have equals.
     *
     * @param contrast receives it for the first {@code rows} rows, which alone count as neighbours
     */
    void contrast(int rows, float[] contrast) {
        int near = near(rows);
        float[] means = new float[rows];
        if (nearest.length < rows * near) {
            nearest = new int[rows * near];
        }
        for (int i = 0; i < rows; i++) {
            means[i] = nearestRows(i, rows, near);
        }
        System.arraycopy(means, 0, values, 0, rows);
        float soft = near == 0 ? 0 : SOFTENED * Selection.select(values, rows, rows / 2);
        for (int i = 0; i < rows; i++) {
            float sum = 0;
            for (int k = i * near; k < (i + 1) * near; k++) {
                sum += means[nearest[k]];
            }
            contrast[i] = soft == 0 ? 1 : (means[i] + soft) / (sum / near + soft);
        }
    }

    /** The nearest rows of each row of the last call of {@link #contrast}, {@link #near} of them, one row after the other; not to be changed. */
    int[] nearest() {
        return nearest;
    }

    /** How many nearest rows each of so many rows has. */
    int near(int rows) {
        return Math.min(LOCAL, rows - 1);
    }

    /** Writes a row's nearest among the first {@code rows}, and returns their mean distance. */
    private float nearestRows(int row, int rows, int near) {
        float[] r = distances[row];
        int count = 0;
        int base = row * CANDIDATES;
        for (int k = 0; k < candidateCounts[row]; k++) {
            int j = candidates[base + k];
            if (j < rows) {
                positions[count] = j;
                values[count++] = r[j];
            }
        }
        if (count < near) {
            count = 0;
            for (int j = 0; j < rows; j++) {
                if (j != row) {
                    positions[count] = j;
                    values[count++] = r[j];
                }
            }
        }
        float mean = Selection.meanOfSmallest(values, count, near);
        float bound = 0;
        for (int k = 0; k < near; k++) {
            bound = Math.max(bound, values[k]);
        }
        int found = row * near;
        for (int k = 0; k < count; k++) {
            if (r[positions[k]] < bound) {
                nearest[found++] = positions[k];
            }
        }
        for (int k = 0; found < (row + 1) * near; k++) {
            if (r[positions[k]] == bound) {
                nearest[found++] = positions[k];
            }
        }
        return mean;
    }

    /** Mean distance of a row of the last call to its wide neighbourhood, before anything was trimmed. */
    float wide(int row) {
        return wideMeans[row];
    }

    /** Whether the row was among the more ordinary ones at the last call. */
    boolean kept(int row) {
        return kept[row];
    }

    private void ensure(int all, int rows) {
        if (distances.length < rows || distances[0].length < all) {
            distances = new float[rows][all];
        }
        if (candidateCounts.length < rows) {
            candidates = new int[rows * CANDIDATES];
            candidateCounts = new int[rows];
            wideMeans = new float[rows];
        }
        if (values.length < all) {
            values = new float[all + 1];
            positions = new int[all + 1];
            kept = new boolean[all];
        }
    }

    private void distances(Rows part, int all, int rows) {
        for (int i = 0; i < rows; i++) {
            part.wholeDistances(i, distances[i], i + 1, all);
        }
        mirror(rows);
        if (part.sparse().length > 0) {
            for (float[] column : imputation.fill(part, distances, all, rows)) {
                for (int i = 0; i < rows; i++) {
                    Rows.addOne(distances[i], column, i, 0, all);
                }
            }
        }
        for (int i = 0; i < rows; i++) {
            distances[i][i] = Float.MAX_VALUE;
        }
    }

    /** Copies the upper triangle to the lower, in tiles that stay in the cache. */
    private void mirror(int rows) {
        for (int bi = 0; bi < rows; bi += TILE) {
            int ei = Math.min(bi + TILE, rows);
            for (int bj = bi; bj < rows; bj += TILE) {
                int ej = Math.min(bj + TILE, rows);
                for (int j = bj; j < ej; j++) {
                    float[] target = distances[j];
                    int end = Math.min(ei, j);
                    for (int i = bi; i < end; i++) {
                        target[i] = distances[i][j];
                    }
                }
            }
        }
    }

    private float wideMean(float[] r, int row, int all, int wide) {
        int sampled = 0;
        for (int j = row & 7; j < all; j += 8) {
            values[sampled++] = r[j];
        }
        int rank = Math.min(sampled - 1, (int) (wide * 1.25 / all * sampled) + 4);
        float bound = sampled == 0 ? Float.MAX_VALUE : Selection.select(values, sampled, rank);
        int base = row * CANDIDATES;
        int count = compact(r, all, bound, base);
        if (count <= wide) {
            // the sample was not typical: all others are candidates
            candidateCounts[row] = -1;
            System.arraycopy(r, 0, values, 0, all);
            return Selection.meanOfSmallest(values, all, wide);
        }
        candidateCounts[row] = count > CANDIDATES ? -1 : count;
        return Selection.meanOfSmallest(values, count, wide);
    }

    /**
     * Collects distances up to a bound, without branches: distances are not negative, so that their bits are in their order.
     */
    private int compact(float[] r, int all, float bound, int base) {
        int limit = Float.floatToRawIntBits(bound);
        int[] found = positions;
        int count = 0;
        for (int j = 0; j < all; j++) {
            found[count] = j;
            count += 1 + ((limit - Float.floatToRawIntBits(r[j])) >> 31);
        }
        for (int k = 0; k < count; k++) {
            values[k] = r[found[k]];
        }
        System.arraycopy(found, 0, candidates, base, Math.min(count, CANDIDATES));
        return count;
    }

    private void trim(float[] scores, int all, int rows) {
        System.arraycopy(scores, 0, values, 0, rows);
        int keep = Math.max(1, (int) (KEPT * rows));
        float bound = Selection.select(values, rows, keep - 1);
        for (int i = 0; i < rows; i++) {
            kept[i] = scores[i] <= bound;
        }
        Arrays.fill(kept, rows, all, true);
    }

    private float keptMean(int row, int all, int near) {
        float[] r = distances[row];
        int count = 0;
        int candidateCount = candidateCounts[row];
        int base = row * CANDIDATES;
        for (int k = 0; k < candidateCount; k++) {
            int j = candidates[base + k];
            if (kept[j]) {
                values[count++] = r[j];
            }
        }
        if (count < near) {
            count = 0;
            for (int j = 0; j < all; j++) {
                if (kept[j] && j != row) {
                    values[count++] = r[j];
                }
            }
        }
        return count == 0 ? 0 : Selection.meanOfSmallest(values, count, Math.min(near, count));
    }
}
