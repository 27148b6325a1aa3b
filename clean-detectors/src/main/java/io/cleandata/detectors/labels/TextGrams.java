package io.cleandata.detectors.labels;

import java.util.Arrays;

/**
 * Cuts texts into hashed words and into hashed runs of three and four characters inside words, a blank standing for a word's edge; all
 * in lower case. Only the first {@link #MOST_CHARS} characters of a text are read. Not thread-safe.
 */
final class TextGrams {

    static final int MOST_CHARS = 4000;

    private int[] hashes = new int[1024];
    private int filled;
    private char[] chars = new char[256];

    void clear() {
        filled = 0;
    }

    int size() {
        return filled;
    }

    /** The hashes found since {@link #clear()}, repeated as often as they occur. */
    int[] hashes() {
        return hashes;
    }

    /** Words: runs of letters, digits and underscores. */
    void addWords(String text, int salt) {
        int n = Math.min(text.length(), MOST_CHARS);
        long h = 0;
        boolean inside = false;
        for (int i = 0; i <= n; i++) {
            char c = i < n ? text.charAt(i) : ' ';
            if (Character.isLetterOrDigit(c) || c == '_') {
                h = (inside ? h : salt) * 0x100000001B3L + Character.toLowerCase(c) + 1;
                inside = true;
            } else if (inside) {
                add(h);
                inside = false;
            }
        }
    }

    /** Runs of three and four characters of each word (anything but white space), with its edges. */
    void addGrams(String text, int salt) {
        int n = Math.min(text.length(), MOST_CHARS);
        int length = 0;
        for (int i = 0; i <= n; i++) {
            char c = i < n ? text.charAt(i) : ' ';
            if (!Character.isWhitespace(c)) {
                if (length + 3 > chars.length) {
                    chars = Arrays.copyOf(chars, 2 * chars.length);
                }
                if (length == 0) {
                    chars[length++] = ' ';
                }
                chars[length++] = Character.toLowerCase(c);
            } else if (length > 0) {
                chars[length++] = ' ';
                grams(length, salt);
                length = 0;
            }
        }
    }

    private void grams(int length, int salt) {
        long seed = (long) salt * 0x9E3779B97F4A7C15L;
        for (int i = 0; i + 3 <= length; i++) {
            long three = chars[i] | (long) chars[i + 1] << 16 | (long) chars[i + 2] << 32;
            add(three + seed);
            if (i + 4 <= length) {
                add((three | (long) chars[i + 3] << 48) + seed + 1);
            }
        }
    }

    private void add(long h) {
        if (filled == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * filled);
        }
        hashes[filled++] = (int) (SplitMix.mix(h) >>> 32);
    }
}
