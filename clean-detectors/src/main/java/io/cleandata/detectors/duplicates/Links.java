package io.cleandata.detectors.duplicates;

import java.util.Arrays;

/** Pairs of rows accepted as near duplicates; an earlier row under 0 is one of an earlier window. */
final class Links {

    int count;
    int[] earlier = new int[64];
    int[] later = new int[64];
    float[] similarity = new float[64];
    float[] probability = new float[64];

    /** The only column in which they differ, or -1. */
    int[] column = new int[64];

    void clear() {
        count = 0;
    }

    void add(int earlierRow, int laterRow, double similar, double probable, int onlyColumn) {
        if (count == earlier.length) {
            earlier = Arrays.copyOf(earlier, 2 * count);
            later = Arrays.copyOf(later, 2 * count);
            similarity = Arrays.copyOf(similarity, 2 * count);
            probability = Arrays.copyOf(probability, 2 * count);
            column = Arrays.copyOf(column, 2 * count);
        }
        earlier[count] = earlierRow;
        later[count] = laterRow;
        similarity[count] = (float) similar;
        probability[count] = (float) probable;
        column[count++] = onlyColumn;
    }
}
