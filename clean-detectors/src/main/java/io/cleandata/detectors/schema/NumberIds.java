package io.cleandata.detectors.schema;

import java.util.Arrays;

/** Remembers the value number of each whole number, so that its text is made once. */
final class NumberIds {

    private long[] keys = new long[64];
    private int[] ids = new int[64];
    private int size;

    NumberIds() {
        Arrays.fill(ids, Integer.MIN_VALUE);
    }

    /** The value number, or {@code Integer.MIN_VALUE} when it is not known. */
    int find(long number) {
        return ids[slot(number)];
    }

    void put(long number, int id) {
        int slot = slot(number);
        if (ids[slot] == Integer.MIN_VALUE && 2 * ++size > keys.length) {
            grow();
            slot = slot(number);
        }
        keys[slot] = number;
        ids[slot] = id;
    }

    private int slot(long number) {
        long h = number * 0x9E3779B97F4A7C15L;
        int mask = keys.length - 1;
        int i = (int) (h >>> 32) & mask;
        while (ids[i] != Integer.MIN_VALUE && keys[i] != number) {
            i = (i + 1) & mask;
        }
        return i;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldIds = ids;
        keys = new long[oldKeys.length * 2];
        ids = new int[oldKeys.length * 2];
        Arrays.fill(ids, Integer.MIN_VALUE);
        for (int j = 0; j < oldKeys.length; j++) {
            if (oldIds[j] != Integer.MIN_VALUE) {
                int slot = slot(oldKeys[j]);
                keys[slot] = oldKeys[j];
                ids[slot] = oldIds[j];
            }
        }
    }
}
