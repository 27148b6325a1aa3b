package io.cleandata.detectors.drift;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One part of a feature that is summarised.
 *
 * @param feature the feature's name; {@code label} for the label
 * @param aspect what of it
 * @param number which of several, from 0
 */
record Part(String feature, Aspect aspect, int number) {

    private static final int LONGEST = 1 << 24;

    /** What is summarised. */
    enum Aspect {
        /** A number. */
        VALUE(""),
        /** A category or boolean. */
        CATEGORY(""),
        /** Logarithm of one plus the length of a text. */
        LENGTH("length (logarithm): "),
        /** Logarithm of one plus the mean length of words. */
        WORDS("length of words (logarithm): "),
        /** Share of letters. */
        LETTERS("share of letters: "),
        /** Share of digits. */
        DIGITS("share of digits: "),
        /** Share of capitals. */
        CAPITALS("share of capitals: "),
        /** Share of marks. */
        MARKS("share of punctuation and symbols: "),
        /** Share of characters beyond ASCII. */
        FOREIGN("share of characters beyond ASCII: "),
        /** Words of a text, hashed into 64 groups. */
        VOCABULARY("vocabulary"),
        /** A random projection of an embedding. */
        PROJECTION("a projection: "),
        /** A label. */
        LABEL(""),
        /** A label that is a number. */
        LABEL_VALUE(""),
        /** The largest and smallest numbers, of a label too. */
        EXTREMES(""),
        /** How many rows have no value; compared by profiles, never stored as a part. */
        MISSING("");

        private final String words;

        Aspect(String words) {
            this.words = words;
        }

        /** What stands before the words of a difference. */
        String words() {
            return words;
        }

        /** The aspect of a text whose shape has this index. */
        static Aspect ofShape(int index) {
            return values()[LENGTH.ordinal() + index];
        }
    }

    void save(DataOutputStream out) throws IOException {
        writeText(out, feature);
        writeText(out, aspect.name());
        out.writeInt(number);
    }

    static Part read(DataInputStream in) throws IOException {
        String feature = readText(in);
        String aspect = readText(in);
        try {
            return new Part(feature, Aspect.valueOf(aspect), in.readInt());
        } catch (IllegalArgumentException e) {
            throw new IOException("unknown aspect '" + aspect + "' of feature '" + feature + "'", e);
        }
    }

    static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("a text of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the end comes within a text");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
