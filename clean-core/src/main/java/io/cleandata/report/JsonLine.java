package io.cleandata.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds one line of JSON as bytes, used again for each line.
 *
 * <p>Half a million lines come out of one replay, so that numbers are written without text objects. Characters that act
 * on a terminal are escaped beyond what JSON asks for, because people look at such files with {@code less} and {@code
 * cat}.
 */
final class JsonLine {
    private static final int DIGITS = 7;
    private static final long SCALE = 10_000_000;

    private byte[] bytes = new byte[4096];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    /** Begins an object; a comma goes before it where one is needed. */
    JsonLine object() {
        separate();
        return raw('{');
    }

    JsonLine endObject() {
        return raw('}');
    }

    JsonLine array() {
        separate();
        return raw('[');
    }

    JsonLine endArray() {
        return raw(']');
    }

    /** Writes a field's name. */
    JsonLine name(String name) {
        text(name);
        return raw(':');
    }

    JsonLine field(String name, String value) {
        return name(name).text(value);
    }

    JsonLine field(String name, long value) {
        return name(name).integer(value);
    }

    JsonLine field(String name, boolean value) {
        name(name);
        return ascii(value ? "true" : "false");
    }

    /** Writes a number with seven digits after the point at most; null for NaN. */
    JsonLine field(String name, double value) {
        return name(name).number(value);
    }

    JsonLine end() {
        return raw('\n');
    }

    JsonLine integer(long value) {
        separate();
        if (value == Long.MIN_VALUE) {
            return ascii(Long.toString(value));
        }
        if (value < 0) {
            raw('-');
            value = -value;
        }
        digits(value);
        return this;
    }

    JsonLine number(double value) {
        separate();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return ascii("null");
        }
        if (Math.abs(value) >= 1e9) {
            return ascii(Double.toString(value));
        }
        long scaled = Math.round(Math.abs(value) * SCALE);
        if (value < 0 && scaled > 0) {
            raw('-');
        }
        digits(scaled / SCALE);
        long rest = scaled % SCALE;
        if (rest > 0) {
            raw('.');
            fraction(rest);
        }
        return this;
    }

    JsonLine text(String value) {
        separate();
        raw('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                raw('\\').raw(c);
            } else if (c >= 0x20 && c < 0x7f) {
                raw(c);
            } else if (mustEscape(value, i)) {
                escape(c);
            } else {
                int end = Character.isHighSurrogate(c) ? i + 2 : i + 1;
                for (byte b : value.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
                    raw(b & 0xff);
                }
                i = end - 1;
            }
        }
        return raw('"');
    }

    /** Controls, direction marks and halves of surrogate pairs. */
    private static boolean mustEscape(String value, int at) {
        char c = value.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
        }
        return c < 0xa0
                || Character.isLowSurrogate(c)
                || Character.getType(c) == Character.FORMAT
                || c == '\u2028'
                || c == '\u2029';
    }

    private void escape(char c) {
        ascii("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            raw(Character.forDigit(c >> shift & 15, 16));
        }
    }

    private void digits(long value) {
        int length = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            length++;
        }
        reserve(length);
        for (int i = size + length - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + value % 10);
            value /= 10;
        }
        size += length;
    }

    private void fraction(long rest) {
        int length = DIGITS;
        while (rest % 10 == 0) {
            rest /= 10;
            length--;
        }
        reserve(length);
        for (int i = size + length - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += length;
    }

    /** Writes a comma unless a value begins an object, an array, a line, or follows its name. */
    private void separate() {
        if (size > 0) {
            byte last = bytes[size - 1];
            if (last != '{' && last != '[' && last != ':' && last != '\n') {
                raw(',');
            }
        }
    }

    private JsonLine ascii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
        return this;
    }

    private JsonLine raw(int b) {
        reserve(1);
        bytes[size++] = (byte) b;
        return this;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
