package io.cleandata.detectors.duplicates;

import java.util.Arrays;

/** The first row with the same hash for each row of a window. */
final class ExactGroups {

    private int[] slots = new int[0];
    private int[] first = new int[0];

    /** Groups rows by their hashes; rows without values stand alone. */
    void group(RowHasher hasher, int n) {
        int size = Integer.highestOneBit(Math.max(4, n)) << 2;
        if (slots.length < size) {
            slots = new int[size];
        } else {
            Arrays.fill(slots, 0);
        }
        if (first.length < n) {
            first = new int[n];
        }
        int mask = slots.length - 1;
        for (int row = 0; row < n; row++) {
            first[row] = row;
            if (hasher.empty(row)) {
                continue;
            }
            long h = hasher.high(row);
            long l = hasher.low(row);
            int i = (int) (l >>> 16) & mask;
            while (slots[i] != 0) {
                int other = slots[i] - 1;
                if (hasher.high(other) == h && hasher.low(other) == l) {
                    first[row] = other;
                    break;
                }
                i = (i + 1) & mask;
            }
            if (slots[i] == 0) {
                slots[i] = row + 1;
            }
        }
    }

    /** The first row of the window that is an exact copy of this one, the row itself if it is that. */
    int first(int row) {
        return first[row];
    }
}
