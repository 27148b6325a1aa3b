package io.cleandata.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A parsed message, row-wise: what custom parsers build and what a window shows of one row.
 *
 * <p>Features are {@code Number}, {@code Boolean}, {@code String}, {@code float[]} or null.
 */
public final class Sample {

    private final Map<String, @Nullable Object> features;
    private final @Nullable String label;
    private final @Nullable Instant timestamp;
    private final Map<String, String> metadata;
    private final Map<String, Double> probabilities;

    private Sample(Builder b) {
        features = Collections.unmodifiableMap(new LinkedHashMap<>(b.features));
        label = b.label;
        timestamp = b.timestamp;
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(b.metadata));
        probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(b.probabilities));
    }

    /** Starts a sample. */
    public static Builder builder() {
        return new Builder();
    }

    /** Features by name, in order. */
    public Map<String, @Nullable Object> features() {
        return features;
    }

    /** The label, if there is one. */
    public @Nullable String label() {
        return label;
    }

    /** Event time, if there is one. */
    public @Nullable Instant timestamp() {
        return timestamp;
    }

    /** Metadata by name. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** The user's model's probabilities by label; empty when none were sent. */
    public Map<String, Double> probabilities() {
        return probabilities;
    }

    @Override
    public String toString() {
        return "Sample{features=" + features + ", label=" + label + ", timestamp=" + timestamp + ", metadata="
                + metadata + "}";
    }

    /** Collects the parts of a sample. */
    public static final class Builder {
        private final Map<String, @Nullable Object> features = new LinkedHashMap<>();
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private final Map<String, Double> probabilities = new LinkedHashMap<>();
        private @Nullable String label;
        private @Nullable Instant timestamp;

        private Builder() {}

        /** Sets a feature: a number, boolean, string, {@code float[]} or null. */
        public Builder feature(String name, @Nullable Object value) {
            Objects.requireNonNull(name, "name");
            if (value != null
                    && !(value instanceof Number
                            || value instanceof Boolean
                            || value instanceof String
                            || value instanceof float[])) {
                throw new IllegalArgumentException("feature " + name + " is a "
                        + value.getClass().getName() + "; give a Number, Boolean, String, float[] or null");
            }
            features.put(name, value);
            return this;
        }

        /** Sets the label. */
        public Builder label(@Nullable Object label) {
            this.label =
                    label == null ? null : label instanceof Double d ? NumericColumn.format(d) : String.valueOf(label);
            return this;
        }

        /** Sets the event time. */
        public Builder timestamp(@Nullable Instant timestamp) {
            this.timestamp = timestamp;
            return this;
        }

        /** Adds metadata. */
        public Builder metadata(String name, String value) {
            metadata.put(name, value);
            return this;
        }

        /** Adds a class probability, 0..1. */
        public Builder probability(String label, double probability) {
            probabilities.put(label, probability);
            return this;
        }

        /** The sample. */
        public Sample build() {
            return new Sample(this);
        }
    }
}
