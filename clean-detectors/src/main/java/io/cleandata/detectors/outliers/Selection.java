package io.cleandata.detectors.outliers;

/**
 * Order statistics in place, by quickselect (Hoare 1961) whose partition has no branch that depends on the values (Lomuto's, as in
 * Edelkamp and Weiss, "BlockQuicksort", 2016): on values in random order a guessed branch is wrong every other time. Expected linear
 * time; runs of equal values cost one more pass each.
 *
 * <p>Values must not be negative and not NaN: then their bits are in their order.
 */
final class Selection {

    private Selection() {}

    /** Partitions {@code a[0..n)} so that the {@code k + 1} smallest stand first, and returns the largest of them. */
    static float select(float[] a, int n, int k) {
        int left = 0;
        int right = n;
        while (right - left > 1) {
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

    /** The bits of the median of three. */
    private static int pivot(float[] a, int left, int right) {
        int x = Float.floatToRawIntBits(a[left]);
        int y = Float.floatToRawIntBits(a[(left + right) >>> 1]);
        int z = Float.floatToRawIntBits(a[right - 1]);
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

    /** Quantile of sorted values by linear interpolation (type 7 of Hyndman and Fan, as in NumPy). */
    static double quantile(double[] sorted, int n, double p) {
        double at = p * (n - 1);
        int low = (int) at;
        int high = Math.min(low + 1, n - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }
}
