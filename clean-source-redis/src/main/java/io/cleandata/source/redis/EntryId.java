package io.cleandata.source.redis;

import io.cleandata.spi.CleanException;

/** The id of an entry, {@code milliseconds-sequence}, read and written without intermediate strings. */
final class EntryId {

    private EntryId() {}

    static long milliseconds(byte[] id) {
        return number(id, 0, dash(id));
    }

    static long sequence(byte[] id) {
        int dash = dash(id);
        return dash == id.length ? 0 : number(id, dash + 1, id.length);
    }

    private static int dash(byte[] id) {
        for (int i = 0; i < id.length; i++) {
            if (id[i] == '-') {
                return i;
            }
        }
        return id.length;
    }

    private static long number(byte[] digits, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = digits[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new CleanException(
                        CleanException.Kind.EXTERNAL,
                        "Redis sent an entry id that is none: " + RedisReply.text(digits));
            }
            value = value * 10 + digit;
        }
        return value;
    }

    static byte[] bytes(long milliseconds, long sequence) {
        byte[] digits = new byte[length(milliseconds) + 1 + length(sequence)];
        int at = write(digits, digits.length, sequence);
        digits[--at] = '-';
        write(digits, at, milliseconds);
        return digits;
    }

    private static int length(long value) {
        int length = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            length++;
        }
        return length;
    }

    private static int write(byte[] into, int end, long value) {
        int at = end;
        long rest = value;
        do {
            into[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        return at;
    }
}
