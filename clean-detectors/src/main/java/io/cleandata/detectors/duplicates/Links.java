package io.cleandata.detectors.duplicates;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Pairs of rows accepted as near duplicates; an earlier row under 0 is one of an earlier window. */
final class Links {

    int count;
    int[] earlier = new int[64];
    int[] later = new int[64];
    float[] similarity = new float[64];
    float[] probability = new float[64];

    /** The only column in which they differ, or -1. */
    int[] column = new int[64];

    /** The sample of an earlier window. */
    @Nullable
    EarlierSample[] sample = new EarlierSample[64];

    /** The number of that sample in the memory that holds it. */
    long[] numbers = new long[64];

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
            sample = Arrays.copyOf(sample, 2 * count);
            numbers = Arrays.copyOf(numbers, 2 * count);
        }
        earlier[count] = earlierRow;
        later[count] = laterRow;
        similarity[count] = (float) similar;
        probability[count] = (float) probable;
        sample[count] = null;
        column[count++] = onlyColumn;
    }

    /** Adds a link to a remembered row, of which the rest is said later. */
    void addEarlier(long number, int laterRow, double probable, int onlyColumn) {
        add(-1, laterRow, 1, probable, onlyColumn);
        numbers[count - 1] = number;
    }

    /** Puts a link in the place of another. */
    void move(int from, int to) {
        earlier[to] = earlier[from];
        later[to] = later[from];
        similarity[to] = similarity[from];
        probability[to] = probability[from];
        column[to] = column[from];
        sample[to] = sample[from];
        numbers[to] = numbers[from];
    }
}
