package io.cleandata.parse;

import io.cleandata.column.Timestamps;
import io.cleandata.model.BadMessageException;
import io.cleandata.spi.CleanException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Turns what messages send as their timestamp into milliseconds since the epoch. */
final class TimestampReader {

    private final TimestampUnit unit;
    private final @Nullable ZoneId zone;

    TimestampReader(TimestampUnit unit, @Nullable String zone) {
        this.unit = unit;
        try {
            this.zone = zone == null || zone.isEmpty() ? null : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "parser.zone is \"" + zone + "\", which is no time zone; give one such as UTC or Europe/Berlin",
                    e);
        }
    }

    long read(CharSequence text) throws BadMessageException {
        long millis = Timestamps.parse(text, false);
        if (millis == Timestamps.NONE) {
            throw new BadMessageException("bad-timestamp", "\"" + text + "\" is no ISO 8601 timestamp");
        }
        if (millis == Timestamps.ZONELESS) {
            if (zone == null) {
                throw new BadMessageException(
                        "bad-timestamp",
                        "\"" + text + "\" has no time zone; set parser.zone to the zone that is meant");
            }
            Instant local = Instant.ofEpochMilli(Timestamps.parse(text, true));
            return LocalDateTime.ofInstant(local, ZoneOffset.UTC)
                    .atZone(zone)
                    .toInstant()
                    .toEpochMilli();
        }
        return millis;
    }

    long read(long number) throws BadMessageException {
        try {
            return unit.toMillis(number);
        } catch (ArithmeticException e) {
            throw new BadMessageException("bad-timestamp", number + " is too large for a timestamp");
        }
    }

    long read(double number) throws BadMessageException {
        if (!Double.isFinite(number) || Math.abs(number) > 9e18) {
            throw new BadMessageException("bad-timestamp", number + " is too large for a timestamp");
        }
        return unit.toMillis(number);
    }
}
