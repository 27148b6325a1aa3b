package io.cleandata.detectors.outliers;

import java.util.Arrays;

/**
 * Order statistics in place, by quickselect (Hoare 1961) whose partition has no branch that depends on the values (Lomuto's, as in
 * Edelkamp and Weiss, "BlockQuicksort", 2016): on values in random order a guessed branch is wrong every other time. Linear time in random order and
 * where values rise and fall; runs of equal values cost one more pass each. What pivots have not narrowed after {@value #MOST_PASSES} times
 * the work of a pass is sorted (introselect, Musser, Software: Practice and Experience 27, 1997), so that no order costs more.
 *
 * <p>Floats must not be negative and not NaN: then their bits are in their order.
 */
final class Selection {

    private static final int SHORT = 24;
    private static final int MOST_PASSES = 8;

    private Selection() {}

    /** Partitions {@code a[0..n)} so that the {@code k + 1} smallest stand first, and returns the largest of them. */
    static float select(float[] a, int n, int k) {
        int left = 0;
        int right = n;
        long work = (long) MOST_PASSES * n;
        while (right - left > 1) {
            work -= right - left;
            if (work < 0) {
                Arrays.sort(a, left, right);
                break;
            }
            int pivot = pivot(a, left, right);
            int below = partition(a, left, right, pivot);
            if (k < below) {
                right = below;
            } else if (below > left) {
                left = below;
            } else {
                // The pivot is the smallest: it and its equals go first, or nothing would be gained.
                left = partition(a, left, right, pivot + 1);
                if (k < left) {
                    break;
                }
            }
        }
        return a[k];
    }

    /** Moves the values whose bits are less than a bound to the front of {@code a[from..to)}; returns where they end. */
    private static int partition(float[] a, int from, int to, int bound) {
        int end = from;
        for (int i = from; i < to; i++) {
            float v = a[i];
            a[i] = a[end];
            a[end] = v;
            end += (Float.floatToRawIntBits(v) - bound) >>> 31;
        }
        return end;
    }

    /** The bits of the median of three from within: after a partition the ends are no longer like the rest. */
    private static int pivot(float[] a, int left, int right) {
        int quarter = (right - left) >>> 2;
        int x = Float.floatToRawIntBits(a[left + quarter]);
        int y = Float.floatToRawIntBits(a[(left + right) >>> 1]);
        int z = Float.floatToRawIntBits(a[right - 1 - quarter]);
        return Math.max(Math.min(x, y), Math.min(Math.max(x, y), z));
    }

    /** Mean of the {@code k} smallest of {@code a[0..n)}; reorders {@code a}. */
    static float meanOfSmallest(float[] a, int n, int k) {
        if (k < n) {
            select(a, n, k - 1);
        }
        float sum = 0;
        for (int i = 0; i < k; i++) {
            sum += a[i];
        }
        return sum / k;
    }

    /**
     * Moves values so that those at the given ranks stand where they would in ascending order.
     *
     * @param a without NaN
     * @param ranks ascending, each less than {@code n}
     */
    static void selectAll(double[] a, int n, int[] ranks) {
        selectAll(a, 0, n, ranks, 0, ranks.length);
    }

    private static void selectAll(double[] a, int from, int to, int[] ranks, int first, int last) {
        int left = from;
        int rank = first;
        int end = last;
        int right = to;
        long work = (long) MOST_PASSES * (to - from);
        while (rank < end) {
            work -= right - left;
            if (right - left <= SHORT || work < 0) {
                Arrays.sort(a, left, right);
                return;
            }
            double pivot = pivot(a, left, right);
            int below = left;
            for (int i = left; i < right; i++) {
                double v = a[i];
                a[i] = a[below];
                a[below] = v;
                below += v < pivot ? 1 : 0;
            }
            if (below == left) {
                // The pivot is the smallest: it and its equals go first, or nothing would be gained.
                for (int i = left; i < right; i++) {
                    double v = a[i];
                    a[i] = a[below];
                    a[below] = v;
                    below += v <= pivot ? 1 : 0;
                }
                left = below;
                while (rank < end && ranks[rank] < left) {
                    rank++;
                }
                continue;
            }
            int middle = rank;
            while (middle < end && ranks[middle] < below) {
                middle++;
            }
            if (middle == end) {
                right = below;
            } else {
                selectAll(a, left, below, ranks, rank, middle);
                left = below;
                rank = middle;
            }
        }
    }

    private static double pivot(double[] a, int left, int right) {
        int quarter = (right - left) >>> 2;
        double x = a[left + quarter];
        double y = a[(left + right) >>> 1];
        double z = a[right - 1 - quarter];
        return Math.max(Math.min(x, y), Math.min(Math.max(x, y), z));
    }

    /** Ranks that {@link #quantile} of each of these needs, for {@code n} values; ascending if they are. */
    static int[] ranks(int n, double... quantiles) {
        int[] ranks = new int[2 * quantiles.length];
        for (int i = 0; i < quantiles.length; i++) {
            ranks[2 * i] = (int) (quantiles[i] * (n - 1));
            ranks[2 * i + 1] = Math.min(ranks[2 * i] + 1, n - 1);
        }
        return ranks;
    }

    /** Quantile of values of which those at its ranks stand in order, by linear interpolation (type 7 of Hyndman and Fan, as in NumPy). */
    static double quantile(double[] values, int n, double p) {
        double at = p * (n - 1);
        int low = (int) at;
        int high = Math.min(low + 1, n - 1);
        return values[low] + (at - low) * (values[high] - values[low]);
    }
}
