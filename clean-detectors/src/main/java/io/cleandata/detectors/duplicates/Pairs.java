package io.cleandata.detectors.duplicates;

import java.util.Arrays;

/** Candidate pairs of records with their similarities; the first record of a pair is the earlier one. */
final class Pairs {

    /** They share a rare code with letters and digits. */
    static final byte SAME_CODE = 2;

    /** They share a rare code of digits only. */
    static final byte SAME_NUMBER = 1;

    /** Both have rare codes and share none. */
    static final byte OTHER_CODE = -1;

    int count;
    int[] first = new int[256];
    int[] second = new int[256];

    /** Similarity, 0..1. */
    float[] similarity = new float[256];

    /** {@link #SAME_CODE}, {@link #SAME_NUMBER}, {@link #OTHER_CODE} or 0. */
    byte[] code = new byte[256];

    /** Whether each of the two has numbers that the other has not; only known where a record is a single text. */
    boolean[] otherNumbers = new boolean[256];

    /** Cosine of each field, -1 where one of them has none; by pair, then field. */
    float[] cosine = new float[256];

    private int fields;

    /** Begins anew. */
    void begin(int fields) {
        this.fields = fields;
        count = 0;
    }

    /** Adds a pair. */
    void add(int a, int b) {
        if (count == first.length) {
            first = Arrays.copyOf(first, 2 * count);
            second = Arrays.copyOf(second, 2 * count);
            similarity = Arrays.copyOf(similarity, 2 * count);
            code = Arrays.copyOf(code, 2 * count);
            otherNumbers = Arrays.copyOf(otherNumbers, 2 * count);
        }
        first[count] = a;
        second[count++] = b;
    }

    /** Makes room for the cosines of all pairs. */
    void complete() {
        if (cosine.length < count * fields) {
            cosine = new float[count * fields];
        }
    }
}
