package io.cleandata.model;

import java.util.Objects;

/**
 * Where a message stands in its partition. Comparable within one partition, opaque to all but the source that made it.
 *
 * @param first most significant part: a Kafka offset, a Redis entry's milliseconds, a Pulsar ledger, a file's line
 * @param second next part: a Redis sequence, a Pulsar entry, a file's byte offset behind the line
 * @param third least significant part: a Pulsar batch index
 */
public record Position(long first, long second, long third) implements Comparable<Position> {

    /** A position of one part. */
    public static Position of(long first) {
        return new Position(first, 0, 0);
    }

    /** A position of two parts. */
    public static Position of(long first, long second) {
        return new Position(first, second, 0);
    }

    /** Reads what {@link #toString} wrote. */
    public static Position parse(String text) {
        Objects.requireNonNull(text, "text");
        String[] parts = text.split("-", -1);
        if (parts.length < 1 || parts.length > 3) {
            throw new IllegalArgumentException("not a position: " + text);
        }
        long[] values = new long[3];
        for (int i = 0; i < parts.length; i++) {
            values[i] = Long.parseLong(parts[i]);
        }
        return new Position(values[0], values[1], values[2]);
    }

    @Override
    public int compareTo(Position other) {
        int order = Long.compare(first, other.first);
        if (order == 0) {
            order = Long.compare(second, other.second);
        }
        return order != 0 ? order : Long.compare(third, other.third);
    }

    @Override
    public String toString() {
        if (third != 0) {
            return first + "-" + second + "-" + third;
        }
        return second != 0 ? first + "-" + second : Long.toString(first);
    }
}
