package io.cleandata.parse;

import io.cleandata.spi.Option;
import org.jspecify.annotations.Nullable;

/** Options of the JSON parser: where the parts of a sample stand, and limits. */
public record JsonParserSettings(
        @Option(doc = "Path of the object that holds the features; . when they stand at the top", value = "features")
        String features,

        @Option(doc = "Path of the label", value = "label") String label,

        @Option(doc = "Path of the event time, ISO 8601 or a number", value = "timestamp")
        String timestamp,

        @Option(doc = "Path of the metadata object", value = "metadata")
        String metadata,

        @Option(doc = "Path of the object with the model's probability of each label", value = "probabilities")
        String probabilities,

        @Option(doc = "Unit of timestamps that are numbers", value = "millis")
        TimestampUnit timestampUnit,

        @Option(doc = "Time zone of timestamps that name none; without it such messages are bad") @Nullable
        String zone,

        @Option(doc = "Largest message in bytes", value = "1000000", min = 2)
        int maxBytes,

        @Option(doc = "Deepest nesting", value = "32", min = 1, max = 1000)
        int maxDepth,

        @Option(doc = "Longest number in characters", value = "200", min = 1, max = 10000)
        int maxNumberLength,

        @Option(doc = "Longest field name in characters", value = "1000", min = 1, max = 50000)
        int maxNameLength) {

    /** All defaults. */
    public static final JsonParserSettings DEFAULT = new JsonParserSettings(
            "features",
            "label",
            "timestamp",
            "metadata",
            "probabilities",
            TimestampUnit.MILLIS,
            null,
            1_000_000,
            32,
            200,
            1000);
}
