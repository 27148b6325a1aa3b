package io.cleandata.parse;

/**
 * Reads plain decimal numbers from characters without allocation where that is exact.
 *
 * <p>Up to 15 significant digits and powers of ten up to 22 are exact doubles, so that one multiplication or division rounds
 * correctly (Clinger, How to Read Floating Point Numbers Accurately, 1990). Everything else goes through {@code Double.parseDouble}.
 */
final class DecimalReader {

    private static final double[] POWERS = new double[23];

    static {
        double power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private DecimalReader() {}

    /** Whether the characters are two digits or more that begin with a zero: no number, but a key that is written in digits. */
    static boolean isKey(char[] c, int offset, int length) {
        if (length < 2 || c[offset] != '0') {
            return false;
        }
        for (int i = 1; i < length; i++) {
            if (c[offset + i] < '0' || c[offset + i] > '9') {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the characters are a number as people write it in tables: an optional sign, digits without leading zeros, an
     * optional fraction and exponent. Text such as {@code 007}, {@code 1,000} or {@code 0x1F} is none.
     */
    static boolean isNumber(char[] c, int offset, int length) {
        int i = offset;
        int end = offset + length;
        if (i < end && (c[i] == '-' || c[i] == '+')) {
            i++;
        }
        int whole = i;
        while (i < end && c[i] >= '0' && c[i] <= '9') {
            i++;
        }
        int wholeDigits = i - whole;
        if (wholeDigits > 1 && c[whole] == '0') {
            return false;
        }
        int fractionDigits = 0;
        if (i < end && c[i] == '.') {
            int start = ++i;
            while (i < end && c[i] >= '0' && c[i] <= '9') {
                i++;
            }
            fractionDigits = i - start;
        }
        if (wholeDigits + fractionDigits == 0) {
            return false;
        }
        if (i < end && (c[i] == 'e' || c[i] == 'E')) {
            i++;
            if (i < end && (c[i] == '-' || c[i] == '+')) {
                i++;
            }
            int start = i;
            while (i < end && c[i] >= '0' && c[i] <= '9') {
                i++;
            }
            if (i == start || i - start > 4) {
                return false;
            }
        }
        return i == end;
    }

    /** Whether a number has neither fraction nor exponent. */
    static boolean isWhole(char[] c, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (c[i] == '.' || c[i] == 'e' || c[i] == 'E') {
                return false;
            }
        }
        return true;
    }

    /** The value of a whole number of at most 18 characters. */
    static long whole(char[] c, int offset, int length) {
        boolean negative = c[offset] == '-';
        long value = 0;
        for (int i = negative || c[offset] == '+' ? offset + 1 : offset; i < offset + length; i++) {
            value = value * 10 + (c[i] - '0');
        }
        return negative ? -value : value;
    }

    /** The value of a number. */
    static double read(char[] c, int offset, int length) {
        int i = offset;
        int end = offset + length;
        boolean negative = c[i] == '-';
        if (negative || c[i] == '+') {
            i++;
        }
        long mantissa = 0;
        int digits = 0;
        int scale = 0;
        boolean fraction = false;
        for (; i < end; i++) {
            char ch = c[i];
            if (ch == '.') {
                fraction = true;
            } else if (ch >= '0' && ch <= '9') {
                mantissa = mantissa * 10 + (ch - '0');
                digits += mantissa == 0 ? 0 : 1;
                scale += fraction ? 1 : 0;
                if (digits > 15) {
                    return Double.parseDouble(new String(c, offset, length));
                }
            } else {
                return Double.parseDouble(new String(c, offset, length));
            }
        }
        if (scale >= POWERS.length) {
            return Double.parseDouble(new String(c, offset, length));
        }
        double value = mantissa / POWERS[scale];
        return negative ? -value : value;
    }
}
