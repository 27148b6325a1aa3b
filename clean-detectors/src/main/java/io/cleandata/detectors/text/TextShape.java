package io.cleandata.detectors.text;

/** Describes a text by seven numbers: lengths and shares of classes of characters. Any thread may call. */
public final class TextShape {

    /** How many numbers there are. */
    public static final int SIZE = 7;

    /** Index of the logarithm of one plus the length. */
    public static final int LENGTH = 0;

    /** Index of the logarithm of one plus the mean length of words. */
    public static final int WORDS = 1;

    /** Index of the share of letters. */
    public static final int LETTERS = 2;

    /** Index of the share of digits. */
    public static final int DIGITS = 3;

    /** Index of the share of capitals among letters. */
    public static final int CAPITALS = 4;

    /** Index of the share of marks that are no letters, digits or blanks. */
    public static final int MARKS = 5;

    /** Index of the share of characters beyond ASCII. */
    public static final int FOREIGN = 6;

    private TextShape() {}

    /** Writes the numbers of a text to the first {@link #SIZE} places of {@code target}. */
    public static void describe(String text, double[] target) {
        int letters = 0;
        int digits = 0;
        int capitals = 0;
        int blanks = 0;
        int foreign = 0;
        int words = 0;
        boolean inWord = false;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean blank = c <= ' ' || c == '\u00a0';
            if (blank) {
                blanks++;
            } else if (c < 128) {
                if (c >= '0' && c <= '9') {
                    digits++;
                } else if (c >= 'a' && c <= 'z') {
                    letters++;
                } else if (c >= 'A' && c <= 'Z') {
                    letters++;
                    capitals++;
                }
            } else {
                foreign++;
                if (Character.isLetter(c) || Character.isSurrogate(c)) {
                    letters++;
                    capitals += Character.isUpperCase(c) ? 1 : 0;
                } else if (Character.isDigit(c)) {
                    digits++;
                }
            }
            if (!blank && !inWord) {
                words++;
            }
            inWord = !blank;
        }
        double all = Math.max(length, 1);
        target[LENGTH] = Math.log1p(length);
        target[WORDS] = Math.log1p((length - blanks) / (double) Math.max(words, 1));
        target[LETTERS] = letters / all;
        target[DIGITS] = digits / all;
        target[CAPITALS] = capitals / (double) Math.max(letters, 1);
        target[MARKS] = (length - letters - digits - blanks) / all;
        target[FOREIGN] = foreign / all;
    }
}
