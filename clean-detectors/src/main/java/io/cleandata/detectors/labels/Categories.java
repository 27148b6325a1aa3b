package io.cleandata.detectors.labels;

import java.util.Arrays;

/** The levels of a categorical column that get a place of their own. Levels are small whole numbers, -1 for those past counting. */
final class Categories {

    /** The chosen levels, ascending. */
    final float[] levels;

    private final int[] placeOf;

    Categories(float[] levels) {
        this.levels = levels;
        int most = -1;
        for (float level : levels) {
            most = Math.max(most, (int) level);
        }
        placeOf = new int[most + 1];
        Arrays.fill(placeOf, -1);
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] >= 0) {
                placeOf[(int) levels[i]] = i;
            }
        }
    }

    /** Place of a level among the chosen ones; -1 for all others. */
    int place(float level) {
        return level >= 0 && level < placeOf.length ? placeOf[(int) level] : -1;
    }

    /**
     * The at most {@code limit} most frequent levels that occur at least {@code least} times; of equally frequent ones the one seen first
     * in the stream. Missing values do not count.
     */
    static Categories mostFrequent(float[] column, int[] slots, int n, int limit, int least) {
        int[] count = new int[64];
        for (int r = 0; r < n; r++) {
            float v = column[slots[r]];
            if (v >= 0) {
                int level = (int) v;
                if (level >= count.length) {
                    count = Arrays.copyOf(count, Math.max(2 * count.length, level + 1));
                }
                count[level]++;
            }
        }
        // Frequency and level in one sortable key: larger counts first, then smaller levels.
        long[] keys = new long[count.length];
        int distinct = 0;
        for (int level = 0; level < count.length; level++) {
            if (count[level] >= least && count[level] > 0) {
                keys[distinct++] = ((long) -count[level] << 32) + level;
            }
        }
        Arrays.sort(keys, 0, distinct);
        float[] out = new float[Math.min(limit, distinct)];
        for (int i = 0; i < out.length; i++) {
            out[i] = (int) keys[i];
        }
        Arrays.sort(out);
        return new Categories(out);
    }
}
