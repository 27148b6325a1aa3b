package io.cleandata.detectors.labels;

import java.util.Arrays;

/**
 * The rows of a batch that an earlier run has analysed, by what they hold, so that a model can tell which of them it was fitted on.
 *
 * <p>A row is known by a hash of its features and its label. Two rows of one hash count as the same: a model that has seen the one then
 * does without it when it judges the other, which loses next to nothing.
 */
final class Again {

    private final int[] hashes;
    private final int[] placeOf;

    private Again(int[] hashes, int[] placeOf) {
        this.hashes = hashes;
        this.placeOf = placeOf;
    }

    /** Those of some rows of which the new ones are learnable. */
    static Again of(int[] hash, boolean[] learnable) {
        int[] hashes = new int[hash.length];
        int n = 0;
        for (int i = 0; i < hash.length; i++) {
            if (!learnable[i]) {
                hashes[n++] = hash[i];
            }
        }
        hashes = Arrays.copyOf(hashes, n);
        Arrays.sort(hashes);
        int[] placeOf = new int[n > 0 ? hash.length : 0];
        for (int i = 0; i < placeOf.length; i++) {
            placeOf[i] = learnable[i] ? -1 : Arrays.binarySearch(hashes, hash[i]);
        }
        return new Again(hashes, placeOf);
    }

    /** Those of rows that are all new. */
    static Again none() {
        return new Again(new int[0], new int[0]);
    }

    boolean any() {
        return hashes.length > 0;
    }

    /** For each row its number in what {@link #last} tells, -1 for new rows; empty when all are new. */
    int[] placeOf() {
        return placeOf;
    }

    /** For each number of a row the last place of the same row among {@code trained}, -1 where it is not among them. */
    int[] last(int[] trained) {
        int[] last = new int[hashes.length];
        Arrays.fill(last, -1);
        for (int t = 0; t < trained.length; t++) {
            int at = Arrays.binarySearch(hashes, trained[t]);
            if (at >= 0) {
                last[at] = t;
            }
        }
        return last;
    }
}
