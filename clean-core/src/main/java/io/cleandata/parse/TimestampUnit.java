package io.cleandata.parse;

/** Unit of timestamps that are numbers. */
public enum TimestampUnit {
    SECONDS,
    MILLIS,
    MICROS,
    NANOS;

    long toMillis(double value) {
        return switch (this) {
            case SECONDS -> Math.round(value * 1000);
            case MILLIS -> Math.round(value);
            case MICROS -> Math.round(value / 1000);
            case NANOS -> Math.round(value / 1_000_000);
        };
    }

    long toMillis(long value) {
        return switch (this) {
            case SECONDS -> Math.multiplyExact(value, 1000L);
            case MILLIS -> value;
            case MICROS -> Math.floorDiv(value, 1000L);
            case NANOS -> Math.floorDiv(value, 1_000_000L);
        };
    }
}
