package io.cleandata.detectors.outliers;

import java.util.Arrays;

/**
 * How far each trimmed row is from the ordinary ones when these grow by one row after the other, the nearest first.
 *
 * <p>Of one population, the ordinary rows grow out to its thin ends in steps that widen as rows become rare; a second population is
 * reached by one wide step. A row's distance is the widest step up to its own. (Prim's order of a minimum spanning tree, with the mean distance to
 * the nearest few members in place of the nearest one.) The plain distance to the ordinary rows makes a second population of
 * the rows behind an edge that only the trimming has cut, in one or two dimensions above all.
 *
 * <p><b>Cost.</b> For m trimmed rows m (m + k) / 2 steps with k neighbours each, at worst.
 */
final class Joining {

    private final int near;
    private final int[] rows;
    private final float[] nearest;
    private final float[] sums;
    private int count;

    /**
     * Begins with no trimmed row.
     *
     * @param most how many rows there may be
     * @param near how many neighbours count
     */
    Joining(int most, int near) {
        this.near = near;
        this.rows = new int[most];
        this.nearest = new float[most * near];
        this.sums = new float[most];
    }

    /** Adds a trimmed row, with its distances to the nearest ordinary rows in front of {@code distances}. */
    void add(int row, float[] distances, int found) {
        int base = count * near;
        Arrays.fill(nearest, base, base + near, Float.MAX_VALUE);
        System.arraycopy(distances, 0, nearest, base, found);
        Arrays.sort(nearest, base, base + near);
        rows[count++] = row;
    }

    /** Lets all rows join; writes the widest step up to each. */
    void run(float[][] distances, float[] joined) {
        for (int i = 0; i < count; i++) {
            sums[i] = sum(i);
        }
        float widest = 0;
        for (int left = count; left > 0; left--) {
            int next = 0;
            for (int i = 1; i < left; i++) {
                next = sums[i] < sums[next] ? i : next;
            }
            widest = Math.max(widest, sums[next] / near);
            int row = rows[next];
            joined[row] = widest;
            remove(next, left - 1);
            float[] from = distances[row];
            for (int i = 0; i < left - 1; i++) {
                insert(i, from[rows[i]]);
            }
        }
        count = 0;
    }

    private float sum(int i) {
        float sum = 0;
        for (int k = i * near; k < (i + 1) * near; k++) {
            sum += nearest[k];
        }
        return sum;
    }

    private void remove(int i, int last) {
        rows[i] = rows[last];
        sums[i] = sums[last];
        System.arraycopy(nearest, last * near, nearest, i * near, near);
    }

    private void insert(int i, float distance) {
        int base = i * near;
        int k = base + near - 1;
        if (distance >= nearest[k]) {
            return;
        }
        while (k > base && nearest[k - 1] > distance) {
            nearest[k] = nearest[k - 1];
            k--;
        }
        nearest[k] = distance;
        sums[i] = sum(i);
    }
}
