package io.cleandata.settings;

import io.cleandata.column.ColumnLimits;
import io.cleandata.model.ColumnKind;
import io.cleandata.spi.Option;
import java.util.Map;

/**
 * The section {@code messages}: what a stream's messages can make the pipeline hold, and kinds of features that are declared rather than
 * inferred. What one message may be (size, depth) is an option of its parser.
 */
public record MessageLimits(
        @Option(
                doc = "Different features over the stream, and metadata fields; further ones make a message bad",
                value = "4000",
                min = 1,
                max = 100_000)
        int maxFeatures,

        @Option(
                doc = "Different strings that a feature remembers; with more it is text",
                value = "10000",
                min = 2,
                max = 10_000_000)
        int maxCategories,

        @Option(doc = "Longest string in characters", value = "100000", min = 1, max = 100_000_000)
        int maxText,

        @Option(doc = "Longest vector of numbers", value = "16384", min = 1, max = 1_000_000)
        int maxVector,

        @Option(
                doc = "Kinds of features by name, where they are not to be inferred: numeric, boolean, timestamp, "
                        + "categorical, text, embedding")
        Map<String, ColumnKind> kinds) {

    /** The limits as the columns' builder takes them. */
    public ColumnLimits columns() {
        return new ColumnLimits(maxFeatures, maxCategories, maxText, maxVector);
    }
}
