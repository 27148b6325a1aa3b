package io.cleandata.detectors.schema;

import io.cleandata.spi.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one field must be like, as the user says. */
public record DeclaredField(
        @Option(doc = "name of the feature; nested ones have dotted names", required = true)
        String name,

        @Option(doc = "type of its values; any when left out") @Nullable
        Type type,

        @Option(doc = "whether every sample must have it", value = "false")
        boolean required,

        @Option(doc = "whether it may be null", value = "true")
        boolean nullable,

        @Option(doc = "smallest number") @Nullable Double min,

        @Option(doc = "largest number") @Nullable Double max,

        @Option(doc = "fewest characters", min = 0) @Nullable
        Integer minLength,

        @Option(doc = "most characters", min = 0) @Nullable Integer maxLength,

        @Option(doc = "the values that it may have; any when left out")
        List<String> values,

        @Option(doc = "RE2 pattern that is found in its text; with ^ and $ the whole text must match") @Nullable
        String pattern,

        @Option(doc = "format of its text") @Nullable TextFormat format) {

    /** Copies the list. */
    public DeclaredField {
        values = List.copyOf(values);
    }

    /** Types of values. */
    public enum Type {
        /** Any number. */
        NUMBER,
        /** A number without a fraction. */
        INTEGER,
        /** True or false. */
        BOOLEAN,
        /** Text. */
        STRING,
        /** A moment: epoch milliseconds or ISO-8601 text, as the parser understands them. */
        TIMESTAMP,
        /** An array of numbers. */
        VECTOR;

        String noun() {
            return switch (this) {
                case NUMBER -> "number";
                case INTEGER -> "whole number";
                case BOOLEAN -> "boolean";
                case STRING -> "text";
                case TIMESTAMP -> "time";
                case VECTOR -> "array of numbers";
            };
        }
    }
}
