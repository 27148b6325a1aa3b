package io.cleandata.column;

/** What is shown in the place of a vector that its column cannot hold. */
final class VectorText {
    private static final int SHOWN = 4;

    private VectorText() {}

    /** The length and the first numbers; a hash stands for further ones, so that only equal vectors have equal texts. */
    static String of(float[] vector, int from, int length) {
        var text = new StringBuilder("[").append(length).append(" numbers: ");
        for (int i = 0; i < Math.min(length, SHOWN); i++) {
            text.append(i == 0 ? "" : ", ").append(number(vector[from + i]));
        }
        if (length > SHOWN) {
            text.append(", ... #").append(Long.toHexString(hash(vector, from, length)));
        }
        return text.append(']').toString();
    }

    private static String number(float v) {
        return v == Math.rint(v) && Math.abs(v) < 1e7 ? Long.toString((long) v) : Float.toString(v);
    }

    /** FNV-1a by bits of numbers, with a final mix; 0 equals -0. */
    private static long hash(float[] vector, int from, int length) {
        long hash = 0xcbf29ce484222325L;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ Float.floatToIntBits(vector[i] + 0f)) * 0x100000001b3L;
            hash ^= hash >>> 32;
        }
        return hash;
    }
}
