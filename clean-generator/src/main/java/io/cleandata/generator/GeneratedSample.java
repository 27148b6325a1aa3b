package io.cleandata.generator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One sample on its way through a generator, open to change until it is encoded.
 *
 * <p>A feature's value is a {@link Number}, {@link Boolean}, {@link String} or {@code null}; a feature that is not in
 * the map is not in the message. Not safe for use by several threads.
 */
public final class GeneratedSample {
    /** The timestamp of a sample that has none. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    private final Map<String, @Nullable Object> features;
    private final Map<String, String> metadata;
    private @Nullable String label;
    private long timestamp = NO_TIMESTAMP;
    private byte @Nullable [] bytes;
    private @Nullable String fault;

    /** Makes a sample without features, label, timestamp and metadata. */
    public GeneratedSample() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    private GeneratedSample(Map<String, @Nullable Object> features, Map<String, String> metadata) {
        this.features = features;
        this.metadata = metadata;
    }

    /** The features by name, in the order in which they are written; the map may be changed. */
    public Map<String, @Nullable Object> features() {
        return features;
    }

    /** The metadata by name; the map may be changed. */
    public Map<String, String> metadata() {
        return metadata;
    }

    public @Nullable String label() {
        return label;
    }

    /** Event time in milliseconds since 1970, or {@link #NO_TIMESTAMP}. */
    public long timestamp() {
        return timestamp;
    }

    /** The name of the fault that touched this sample last, or null for a sound one. */
    public @Nullable String fault() {
        return fault;
    }

    /** Sets a feature and returns this sample. */
    public GeneratedSample feature(String name, @Nullable Object value) {
        features.put(name, value);
        return this;
    }

    /** Sets the label and returns this sample. */
    public GeneratedSample label(@Nullable String value) {
        label = value;
        return this;
    }

    /** Sets the event time and returns this sample. */
    public GeneratedSample timestamp(long epochMillis) {
        timestamp = epochMillis;
        return this;
    }

    /** Sets a metadata field and returns this sample. */
    public GeneratedSample metadata(String name, String value) {
        metadata.put(name, value);
        return this;
    }

    /** Notes that a fault touched this sample and returns it. */
    public GeneratedSample touchedBy(String name) {
        fault = name;
        return this;
    }

    /** Sends these bytes in place of the encoded sample: a damaged message. */
    public GeneratedSample replacedBy(byte[] message) {
        bytes = message.clone();
        return this;
    }

    /** A sample that is equal and shares nothing with this one. */
    public GeneratedSample copy() {
        var copy = new GeneratedSample(new LinkedHashMap<>(features), new LinkedHashMap<>(metadata));
        copy.label = label;
        copy.timestamp = timestamp;
        copy.bytes = bytes;
        copy.fault = fault;
        return copy;
    }

    /** The message: Clean's JSON in UTF-8, without a line break, or the bytes that replace it. */
    public byte[] toBytes() {
        return bytes != null ? bytes.clone() : JsonEncoder.encode(this);
    }
}
