package io.cleandata.column;

/**
 * Reads ISO 8601 dates and date-times without allocation: {@code 2024-01-15}, {@code 2024-01-15T10:30:00Z}, with a fraction, an offset, or a
 * space instead of T.
 */
public final class Timestamps {

    /** What is returned for text that is no timestamp. */
    public static final long NONE = Long.MIN_VALUE;

    /** What is returned for a timestamp without a zone where none is allowed. */
    public static final long ZONELESS = Long.MIN_VALUE + 1;

    private Timestamps() {}

    /** Milliseconds since the epoch, a zone-less timestamp taken as UTC; {@link #NONE} when the text is none. */
    public static long parse(String text) {
        return parse(text, true);
    }

    /** Milliseconds since the epoch; {@link #NONE}, or {@link #ZONELESS} when a zone is missing and UTC is not assumed. */
    public static long parse(CharSequence text, boolean assumeUtc) {
        int n = text.length();
        if (n < 10 || n > 40 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return NONE;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) {
            return NONE;
        }
        long millis = epochDay(year, month, day) * 86_400_000L;
        if (n == 10) {
            return assumeUtc ? millis : ZONELESS;
        }
        char separator = text.charAt(10);
        if ((separator != 'T' && separator != 't' && separator != ' ') || n < 16 || text.charAt(13) != ':') {
            return NONE;
        }
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return NONE;
        }
        millis += hour * 3_600_000L + minute * 60_000L;
        int at = 16;
        if (at < n && text.charAt(at) == ':') {
            int second = n < at + 3 ? -1 : digits(text, at + 1, 2);
            if (second < 0 || second > 60) {
                return NONE;
            }
            millis += second * 1000L;
            at += 3;
            if (at < n && (text.charAt(at) == '.' || text.charAt(at) == ',')) {
                at++;
                int scale = 100;
                int first = at;
                while (at < n && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                    millis += (long) (text.charAt(at) - '0') * scale;
                    scale /= 10;
                    at++;
                }
                if (at == first) {
                    return NONE;
                }
            }
        }
        if (at == n) {
            return assumeUtc ? millis : ZONELESS;
        }
        long offset = zone(text, at, n);
        return offset == NONE ? NONE : millis - offset;
    }

    private static long zone(CharSequence text, int at, int n) {
        char sign = text.charAt(at);
        if ((sign == 'Z' || sign == 'z') && at + 1 == n) {
            return 0;
        }
        if (sign != '+' && sign != '-') {
            return NONE;
        }
        int hours = n >= at + 3 ? digits(text, at + 1, 2) : -1;
        int minutes = 0;
        if (n == at + 6 && text.charAt(at + 3) == ':') {
            minutes = digits(text, at + 4, 2);
        } else if (n == at + 5) {
            minutes = digits(text, at + 3, 2);
        } else if (n != at + 3) {
            return NONE;
        }
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return NONE;
        }
        long offset = hours * 3_600_000L + minutes * 60_000L;
        return sign == '-' ? -offset : offset;
    }

    private static int digits(CharSequence text, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int monthLength(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    // days_from_civil: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"
    private static long epochDay(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468L;
    }
}
