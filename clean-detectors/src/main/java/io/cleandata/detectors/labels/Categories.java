package io.cleandata.detectors.labels;

import java.util.Arrays;

/** Picks the levels of a categorical column that get a place of their own. */
final class Categories {

    private Categories() {}

    /**
     * The at most {@code limit} most frequent values that occur at least {@code least} times, in ascending order; of equally frequent
     * ones the smaller, which is the one that was seen first in the stream.
     *
     * @param values sorted in place
     */
    static float[] mostFrequent(float[] values, int n, int limit, int least) {
        Arrays.sort(values, 0, n);
        int distinct = 0;
        for (int i = 0; i < n; i++) {
            distinct += i == 0 || values[i] != values[i - 1] ? 1 : 0;
        }
        // Frequency and order in one sortable key: larger counts first, then smaller positions.
        long[] keys = new long[distinct];
        float[] levels = new float[distinct];
        int k = 0;
        for (int i = 0; i < n; ) {
            int j = i;
            while (j < n && values[j] == values[i]) {
                j++;
            }
            levels[k] = values[i];
            keys[k] = j - i >= least ? ((long) -(j - i) << 32) + k : Long.MAX_VALUE;
            k++;
            i = j;
        }
        Arrays.sort(keys);
        int kept = 0;
        float[] out = new float[Math.min(limit, distinct)];
        while (kept < out.length && keys[kept] != Long.MAX_VALUE) {
            out[kept] = levels[(int) (keys[kept] & 0xFFFFFFFFL)];
            kept++;
        }
        out = Arrays.copyOf(out, kept);
        Arrays.sort(out);
        return out;
    }
}
