package io.cleandata.detectors.duplicates;

import java.util.Arrays;

/**
 * What pairs of samples that differ in one to three fields tell of how many are equal by chance.
 *
 * <p>Copies leave a gap: a pair is equal, or it differs in many fields. Chance leaves none: where many pairs differ in one field, and still more in two, some
 * differ in none. To the pairs equal but for field c there are as many equal in c, too, as there are pairs that differ in one other field to those that differ in
 * that one and c; on the mean over the fields (n1^2 - sum of squares of n1 by field) / 2 n2, which needs no independence of the fields, and is nothing where one field,
 * such as an identifier, always differs. Near copies would swell n1, so that it counts as no more than n2 and n3 let independent fields have (Newton's
 * inequalities).
 */
final class NearMisses {

    private static final int FARTHEST = 3;

    private final int[] misses = new int[FARTHEST + 1];
    /** Pairs that differ in one field only, by that field. */
    private int[] missesIn = new int[0];

    private int fields;
    private long pairs;

    /** Counts the pairs of some rows. */
    void count(RowHasher hasher, int[] rows, int size, int columns) {
        fields = columns;
        pairs = (long) size * (size - 1) / 2;
        Arrays.fill(misses, 0);
        missesIn = new int[columns];
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                compare(hasher, rows[i], rows[j]);
            }
        }
    }

    private void compare(RowHasher hasher, int one, int other) {
        int different = 0;
        int last = 0;
        for (int c = 0; c < fields; c++) {
            if (hasher.cell(one, c) != hasher.cell(other, c)) {
                if (different == FARTHEST) {
                    return;
                }
                different++;
                last = c;
            }
        }
        misses[different]++;
        if (different == 1) {
            missesIn[last]++;
        }
    }

    /** The share of pairs equal by chance; 0 where no pair comes near. */
    double equal() {
        double n1 = misses[1];
        double n2 = misses[2];
        if (n1 == 0 || n2 == 0) {
            return 0;
        }
        double squares = 0;
        for (int c = 0; c < fields; c++) {
            double of = missesIn[c];
            squares += of * of;
        }
        double most = Math.min(1, 2 * n2 * n2 / (3 * (misses[3] + 1)) / n1);
        return most * most * (n1 * n1 - squares) / (2 * n2) / pairs;
    }
}
