package io.cleandata.column;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Strings and their codes in order of first sight, bounded. Looks up characters without making a string of them.
 *
 * <p>The array of strings only ever grows behind its end, and is replaced when full: a window that keeps the array it was built with
 * may be read by other threads while this dictionary goes on.
 */
final class Dictionary {

    /** The code of a string that found no room. */
    static final int FULL = -2;

    private final int limit;
    private String[] values = new String[16];
    private int[] hashes = new int[16];
    private int[] table = new int[64];
    private int size;

    Dictionary(int limit) {
        this.limit = limit;
        Arrays.fill(table, -1);
    }

    int size() {
        return size;
    }

    String[] values() {
        return values;
    }

    String value(int code) {
        return values[code];
    }

    /** The code of the characters, a new one if need be, or {@link #FULL}. */
    int code(char[] buffer, int offset, int length) {
        int hash = 0;
        for (int i = offset, end = offset + length; i < end; i++) {
            hash = 31 * hash + buffer[i];
        }
        int mask = table.length - 1;
        int slot = spread(hash) & mask;
        for (int code = table[slot]; code >= 0; code = table[slot]) {
            if (hashes[code] == hash && equal(values[code], buffer, offset, length)) {
                return code;
            }
            slot = (slot + 1) & mask;
        }
        return size >= limit ? FULL : add(new String(buffer, offset, length), hash, slot);
    }

    /** The code of the string, a new one if need be, or {@link #FULL}. */
    int code(String value) {
        int hash = value.hashCode();
        int mask = table.length - 1;
        int slot = spread(hash) & mask;
        for (int code = table[slot]; code >= 0; code = table[slot]) {
            if (hashes[code] == hash && values[code].equals(value)) {
                return code;
            }
            slot = (slot + 1) & mask;
        }
        return size >= limit ? FULL : add(value, hash, slot);
    }

    private int add(String value, int hash, int slot) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
            hashes = Arrays.copyOf(hashes, size * 2);
        }
        values[size] = value;
        hashes[size] = hash;
        table[slot] = size;
        size++;
        if (size * 2 > table.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        int[] larger = new int[table.length * 2];
        Arrays.fill(larger, -1);
        int mask = larger.length - 1;
        for (int code = 0; code < size; code++) {
            int slot = spread(hashes[code]) & mask;
            while (larger[slot] >= 0) {
                slot = (slot + 1) & mask;
            }
            larger[slot] = code;
        }
        table = larger;
    }

    private static int spread(int hash) {
        int h = hash * 0x9E3779B9;
        return h ^ (h >>> 16);
    }

    private static boolean equal(String value, char[] buffer, int offset, int length) {
        if (value.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (value.charAt(i) != buffer[offset + i]) {
                return false;
            }
        }
        return true;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(size);
        for (int code = 0; code < size; code++) {
            StreamSchema.writeText(out, values[code]);
        }
    }

    void restore(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > limit) {
            throw new IOException("dictionary of " + count + " values, at most " + limit + " are possible");
        }
        for (int i = 0; i < count; i++) {
            code(StreamSchema.readText(in));
        }
    }
}
