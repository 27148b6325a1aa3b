package io.cleandata.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a source delivers: bytes and where they stand. The bytes are a range of an array that may be shared with other messages and must
 * not be changed.
 */
public final class Message {

    /** The timestamp of a message that has none. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    private static final byte[] NONE = new byte[0];

    private final String partition;
    private final long first;
    private final long second;
    private final long third;
    private final byte @Nullable [] buffer;
    private final int offset;
    private final int length;
    private final long timestamp;
    private final byte @Nullable [] key;
    private final Map<String, String> headers;
    private final boolean redelivered;

    private Message(Builder b) {
        partition = b.partition;
        first = b.first;
        second = b.second;
        third = b.third;
        buffer = b.buffer;
        offset = b.offset;
        length = b.length;
        timestamp = b.timestamp;
        key = b.key;
        headers = b.headers;
        redelivered = b.redelivered;
    }

    /** A message with a range of an array as its value, without key, headers and timestamp: the quick way for sources of files. */
    public Message(String partition, long first, long second, byte[] buffer, int offset, int length) {
        this.partition = Objects.requireNonNull(partition, "partition");
        this.first = first;
        this.second = second;
        this.third = 0;
        this.buffer = Objects.requireNonNull(buffer, "buffer");
        this.offset = Objects.checkFromIndexSize(offset, length, buffer.length);
        this.length = length;
        this.timestamp = NO_TIMESTAMP;
        this.key = null;
        this.headers = Map.of();
        this.redelivered = false;
    }

    /** Starts a message of a partition. */
    public static Builder builder(String partition) {
        return new Builder(partition);
    }

    /** A topic's partition, a stream or a file. */
    public String partition() {
        return partition;
    }

    /** Where it stands in its partition. */
    public Position position() {
        return new Position(first, second, third);
    }

    /** The position's most significant part, without making an object: a file's 1-based line, a Kafka offset. */
    public long positionFirst() {
        return first;
    }

    /** Orders two messages of one partition, without making objects. */
    public int comparePosition(Message other) {
        int order = Long.compare(first, other.first);
        if (order == 0) {
            order = Long.compare(second, other.second);
        }
        return order != 0 ? order : Long.compare(third, other.third);
    }

    /** The array that holds the value; empty for a tombstone. Not to be changed. */
    public byte[] buffer() {
        return buffer == null ? NONE : buffer;
    }

    /** Where the value begins in {@link #buffer()}. */
    public int offset() {
        return offset;
    }

    /** How many bytes the value has. */
    public int length() {
        return length;
    }

    /** Whether there is no value at all (a null, as in compacted topics). */
    public boolean tombstone() {
        return buffer == null;
    }

    /** A copy of the value. */
    public byte[] value() {
        return Arrays.copyOfRange(buffer(), offset, offset + length);
    }

    /** The value as UTF-8. */
    public String text() {
        return new String(buffer(), offset, length, StandardCharsets.UTF_8);
    }

    /** The broker's time in milliseconds since the epoch, or {@link #NO_TIMESTAMP}. */
    public long timestamp() {
        return timestamp;
    }

    /** The key, if the system has keys and this message one. Not to be changed. */
    public byte @Nullable [] key() {
        return key;
    }

    /** Headers as text. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Whether the source knows that it delivered this message before. */
    public boolean redelivered() {
        return redelivered;
    }

    /** The same message, marked as delivered before. */
    public Message asRedelivered() {
        if (redelivered) {
            return this;
        }
        Builder b = new Builder(partition)
                .position(first, second, third)
                .timestamp(timestamp)
                .headers(headers);
        b.buffer = buffer;
        b.offset = offset;
        b.length = length;
        b.key = key;
        b.redelivered = true;
        return b.build();
    }

    @Override
    public String toString() {
        return partition + "@" + position() + " (" + length + " bytes)";
    }

    /** Collects the parts of a message. */
    public static final class Builder {
        private final String partition;
        private long first;
        private long second;
        private long third;
        private byte @Nullable [] buffer;
        private int offset;
        private int length;
        private long timestamp = NO_TIMESTAMP;
        private byte @Nullable [] key;
        private Map<String, String> headers = Map.of();
        private boolean redelivered;

        private Builder(String partition) {
            this.partition = Objects.requireNonNull(partition, "partition");
        }

        /** Sets the position's parts. */
        public Builder position(long first, long second, long third) {
            this.first = first;
            this.second = second;
            this.third = third;
            return this;
        }

        /** Sets the position. */
        public Builder position(Position position) {
            return position(position.first(), position.second(), position.third());
        }

        /** Sets the value, not copied; null for a tombstone. */
        public Builder value(byte @Nullable [] value) {
            this.buffer = value;
            this.offset = 0;
            this.length = value == null ? 0 : value.length;
            return this;
        }

        /** Sets the value to a range of an array, not copied. */
        public Builder value(byte[] buffer, int offset, int length) {
            this.buffer = buffer;
            this.offset = Objects.checkFromIndexSize(offset, length, buffer.length);
            this.length = length;
            return this;
        }

        /** Sets the value to text in UTF-8. */
        public Builder value(String text) {
            return value(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Sets the broker's time in milliseconds since the epoch. */
        public Builder timestamp(long epochMillis) {
            this.timestamp = epochMillis;
            return this;
        }

        /** Sets the key, not copied. */
        public Builder key(byte @Nullable [] key) {
            this.key = key;
            return this;
        }

        /** Sets the headers. */
        public Builder headers(Map<String, String> headers) {
            this.headers = Map.copyOf(headers);
            return this;
        }

        /** Sets headers that are immutable and shared by many messages, without a copy. */
        public Builder sharedHeaders(Map<String, String> headers) {
            this.headers = headers;
            return this;
        }

        /** Marks the message as delivered before. */
        public Builder redelivered(boolean redelivered) {
            this.redelivered = redelivered;
            return this;
        }

        /** The message. */
        public Message build() {
            return new Message(this);
        }
    }
}
