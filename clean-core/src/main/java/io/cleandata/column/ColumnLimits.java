package io.cleandata.column;

/**
 * Bounds on what a stream's messages can make the pipeline hold.
 *
 * @param maxFeatures distinct features (and, apart from them, metadata fields) over the stream
 * @param maxCategories distinct strings that a column remembers; with more it is text
 * @param maxText characters of a string
 * @param maxVector numbers of a vector
 */
public record ColumnLimits(int maxFeatures, int maxCategories, int maxText, int maxVector) {

    /** 4,000 features, 10,000 categories, 100,000 characters, 16,384 numbers. */
    public static final ColumnLimits DEFAULT = new ColumnLimits(4_000, 10_000, 100_000, 16_384);
}
