package io.cleandata.detectors.duplicates;

import java.text.Normalizer;

/**
 * Folds text to lower-case letters and digits without accents, one space between words.
 *
 * <p>HTML entities are resolved, apostrophes inside words vanish. Runs of letters and digits that stood together without a blank, comma,
 * colon or bracket between them, as in {@code KX-TG6700} or {@code 310/659-9639}, are joined by {@link #INNER} instead of a
 * space. At most {@link #LONGEST} characters are kept: what names a thing stands at the beginning.
 */
final class TextFolder {

    /** Separates two runs of one word. */
    static final char INNER = '\1';

    /** How many folded characters are kept of one cell. */
    static final int LONGEST = 160;

    private static final int MOST_READ = 4 * LONGEST;
    private static final int LONGEST_ENTITY = 10;

    /** Characters of a text beyond these change nothing. */
    static final int MOST_SEEN = MOST_READ + LONGEST_ENTITY;

    private static final char SEPARATOR = 0;
    private static final char IGNORED = 1;
    private static final String[] ACCENTS = {"uml", "acute", "grave", "circ", "tilde", "cedil", "slash", "ring", "caron"
    };
    private static final char[] FOLDED = table();

    /** The folded text; valid up to what {@link #fold} returned. */
    final char[] chars = new char[LONGEST];

    private static char[] table() {
        char[] folded = new char[65536];
        for (int i = 0; i < folded.length; i++) {
            char c = (char) i;
            if (i < 128) {
                folded[i] = Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : SEPARATOR;
            } else if (Character.getType(c) == Character.NON_SPACING_MARK) {
                folded[i] = IGNORED;
            } else if (Character.isLetterOrDigit(c)) {
                char base = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD)
                        .charAt(0);
                folded[i] = Character.toLowerCase(Character.isLetterOrDigit(base) ? base : c);
            }
        }
        return folded;
    }

    /** Folds into {@link #chars} and returns how many characters there are. */
    int fold(String text) {
        int length = 0;
        int end = Math.min(text.length(), MOST_READ);
        boolean gap = false;
        boolean blank = false;
        for (int i = 0; i < end && length < LONGEST; i++) {
            char c = text.charAt(i);
            char folded = FOLDED[c];
            if (c == '&') {
                int semicolon = entityEnd(text, i);
                if (semicolon > 0) {
                    folded = entity(text, i, semicolon);
                    i = semicolon;
                    c = ' ';
                }
            }
            if (folded == SEPARATOR) {
                if (c != '\'' || gap) {
                    gap = true;
                    blank |= breaksWords(c);
                }
            } else if (folded != IGNORED) {
                if (gap && length > 0) {
                    chars[length++] = blank ? ' ' : INNER;
                    if (length == LONGEST) {
                        return length - 1;
                    }
                }
                gap = false;
                blank = false;
                chars[length++] = folded;
            }
        }
        return length;
    }

    private static boolean breaksWords(char c) {
        return c <= ' ' || c == ',' || c == ';' || c == ':' || c == '|' || c == '(' || c == ')' || c == 0xA0;
    }

    private static int entityEnd(String text, int start) {
        int last = Math.min(text.length() - 1, start + LONGEST_ENTITY - 1);
        for (int i = start + 2; i <= last; i++) {
            char c = text.charAt(i);
            if (c == ';') {
                return i;
            }
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
                return -1;
            }
        }
        return -1;
    }

    private static char entity(String text, int start, int end) {
        if (text.charAt(start + 1) == '#') {
            int code = 0;
            for (int i = start + 2; i < end; i++) {
                int digit = text.charAt(i) - '0';
                if (digit < 0 || digit > 9) {
                    return SEPARATOR;
                }
                code = code * 10 + digit;
            }
            return code < FOLDED.length ? FOLDED[code] : SEPARATOR;
        }
        for (String accent : ACCENTS) {
            if (end - start - 2 == accent.length() && text.startsWith(accent, start + 2)) {
                return FOLDED[text.charAt(start + 1)];
            }
        }
        return SEPARATOR;
    }
}
