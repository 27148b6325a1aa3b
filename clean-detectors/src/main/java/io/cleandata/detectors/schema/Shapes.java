package io.cleandata.detectors.schema;

import org.jspecify.annotations.Nullable;

/** Reduces texts to their form. Not to be used by several threads. */
final class Shapes {

    private final StringBuilder buffer = new StringBuilder();

    /** The text with each run of digits replaced by one 0: what is left are words that can be misspelt. */
    String template(String text) {
        buffer.setLength(0);
        boolean digits = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit) {
                buffer.append(c);
            } else if (!digits) {
                buffer.append('0');
            }
            digits = digit;
        }
        return buffer.toString();
    }

    /** Runs of digits as 9, of small letters as a, of capitals as A, blanks as one blank, all else as it is. */
    String pattern(String text) {
        buffer.setLength(0);
        char last = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char kind = c >= '0' && c <= '9'
                    ? '9'
                    : Character.isUpperCase(c) ? 'A' : Character.isLetter(c) ? 'a' : c <= ' ' ? ' ' : c;
            if (kind != last || kind != '9' && kind != 'a' && kind != 'A' && kind != ' ') {
                buffer.append(kind);
            }
            last = kind;
        }
        return buffer.toString();
    }

    /** Whether a pattern has digits, or marks that are no part of words and do not join them: that of a format, not of a name. */
    static boolean formatted(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '9' || c == '@' || c == ':' || c == '/' || c == '#') {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether texts with numbers in them have the same letters in the same order: they differ in how many numbers they have and in the marks between them, as
     * versions do, and not in a word.
     */
    static boolean numberedAlike(String a, String b) {
        if (a.indexOf('0') < 0 || b.indexOf('0') < 0) {
            return false;
        }
        int i = letter(a, 0);
        int j = letter(b, 0);
        while (i < a.length() && j < b.length() && a.charAt(i) == b.charAt(j)) {
            i = letter(a, i + 1);
            j = letter(b, j + 1);
        }
        return i == a.length() && j == b.length();
    }

    /** How many letters and blanks between them a text has: digits and marks cannot be misspelt. */
    static int wordy(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            count += Character.isLetter(c) || c == ' ' ? 1 : 0;
        }
        return count;
    }

    /** Where the next letter is, the length when there is none. */
    private static int letter(String text, int from) {
        int i = from;
        while (i < text.length() && !Character.isLetter(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** What follows the number in a text such as "12.0 oz.", or null when it is not a number followed by a unit. */
    static @Nullable String unit(String text) {
        int i = 0;
        int n = text.length();
        if (i < n && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
            i++;
        }
        int digits = 0;
        boolean point = false;
        while (i < n) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.' && !point) {
                point = true;
            } else {
                break;
            }
            i++;
        }
        if (digits == 0 || text.charAt(i - 1) == '.') { // 7.SW is a name with a number before it
            return null;
        }
        String unit = text.substring(i).strip();
        if (unit.isEmpty() || unit.length() > 20 || !(Character.isLetter(unit.charAt(0)) || unit.charAt(0) == '%')) {
            return null;
        }
        for (int k = 0; k < unit.length(); k++) {
            if (Character.isDigit(unit.charAt(k))) {
                return null;
            }
        }
        return unit;
    }
}
