package io.cleandata.detectors.outliers;

/** Order statistics in place, by Hoare's quickselect: expected linear time, at its best on runs of equal values. */
final class Selection {

    private Selection() {}

    /** Partitions {@code a[0..n)} so that the {@code k + 1} smallest stand first, and returns the largest of them. */
    static float select(float[] a, int n, int k) {
        int left = 0;
        int right = n - 1;
        while (left < right) {
            float pivot = a[(left + right) >>> 1];
            int i = left;
            int j = right;
            while (i <= j) {
                while (a[i] < pivot) {
                    i++;
                }
                while (a[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    float t = a[i];
                    a[i] = a[j];
                    a[j] = t;
                    i++;
                    j--;
                }
            }
            if (k <= j) {
                right = j;
            } else if (k >= i) {
                left = i;
            } else {
                break;
            }
        }
        return a[k];
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
