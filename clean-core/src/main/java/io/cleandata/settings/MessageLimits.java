package io.cleandata.settings;

import io.cleandata.model.ColumnKind;
import io.cleandata.spi.Option;
import java.util.Map;

/** The section {@code messages}: what a message may cost at most, and kinds of features that are declared rather than inferred. */
public record MessageLimits(
        @Option(doc = "Largest message in bytes; larger ones count as bad", value = "1MiB", min = 16, max = 1 << 30)
        int maxSize,

        @Option(doc = "Deepest nesting of objects and arrays", value = "32", min = 1, max = 1000)
        int maxDepth,

        @Option(doc = "Longest number in characters", value = "100", min = 1, max = 10_000)
        int maxNumberLength,

        @Option(doc = "Longest name of a field in characters", value = "500", min = 1, max = 50_000)
        int maxNameLength,

        @Option(
                doc = "Features of one message, and of the whole stream; further ones are counted and left out",
                value = "2000",
                min = 1,
                max = 100_000)
        int maxFeatures,

        @Option(
                doc = "Different values of one feature up to which it counts as categorical",
                value = "10000",
                min = 2,
                max = 10_000_000)
        int maxCategories,

        @Option(
                doc = "Kinds of features by name, where they are not to be inferred: numeric, boolean, timestamp, "
                        + "categorical, text, embedding")
        Map<String, ColumnKind> kinds) {}
