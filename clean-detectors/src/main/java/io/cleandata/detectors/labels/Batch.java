package io.cleandata.detectors.labels;

import org.jspecify.annotations.Nullable;

/**
 * The labelled rows of a window in the model's terms.
 *
 * @param rows number of rows
 * @param values {@code values[column][row]}, NaN where missing; categories as small whole numbers
 * @param texts {@code texts[column][row]}, null where missing
 * @param salts a number for each text column, so that the same word in two columns is two words
 * @param label of each row, a label of the stream (0, 1, ...)
 * @param learnable rows that may enter the memory and the fit
 * @param identity hash of all the row's features
 */
record Batch(
        int rows,
        float[][] values,
        @Nullable String[][] texts,
        int[] salts,
        int[] label,
        boolean[] learnable,
        long[] identity) {}
