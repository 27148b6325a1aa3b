package io.cleandata.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 1h30m}, {@code 2d}, or ISO-8601 {@code PT30S}. */
final class Durations {

    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ns|us|ms|s|m|h|d|w)\\s*");
    private static final String[] UNITS = {"w", "d", "h", "m", "s", "ms", "us", "ns"};
    private static final long[] NANOS = {
        604_800_000_000_000L,
        86_400_000_000_000L,
        3_600_000_000_000L,
        60_000_000_000L,
        1_000_000_000L,
        1_000_000L,
        1_000L,
        1L
    };

    private Durations() {}

    /** The duration, or null when the text is none. */
    static @Nullable Duration parse(String written) {
        String text = written.strip();
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (text.startsWith("P") || text.startsWith("p") || text.startsWith("-P")) {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                return null;
            }
        }
        Matcher matcher = PART.matcher(text.toLowerCase(Locale.ROOT));
        Duration sum = Duration.ZERO;
        int end = 0;
        try {
            while (end < text.length() && matcher.find(end) && matcher.start() == end) {
                long unit = nanosOf(matcher.group(2));
                String number = matcher.group(1);
                sum = number.indexOf('.') < 0
                        ? sum.plus(Duration.ofNanos(unit).multipliedBy(Long.parseLong(number)))
                        : sum.plusNanos(Math.round(Double.parseDouble(number) * unit));
                end = matcher.end();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
        return end == text.length() && end > 0 ? sum : null;
    }

    private static long nanosOf(String unit) {
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(unit)) {
                return NANOS[i];
            }
        }
        throw new IllegalArgumentException(unit);
    }

    /** The shortest spelling that {@link #parse} reads back: {@code 30s}, {@code 1h30m}. */
    static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.isNegative() || duration.compareTo(Duration.ofDays(36_500)) > 0) {
            return duration.toString();
        }
        StringBuilder text = new StringBuilder();
        long rest = duration.toNanos();
        for (int i = 0; i < UNITS.length; i++) {
            long count = rest / NANOS[i];
            if (count > 0) {
                text.append(count).append(UNITS[i]);
                rest -= count * NANOS[i];
            }
        }
        return text.toString();
    }
}
