package io.cleandata.detectors.duplicates;

import java.util.Arrays;

/** Gives hashes of 64 bits the numbers 0, 1, 2 ... in the order of their first appearance. */
final class Vocabulary {

    private long[] keys = new long[1 << 10];
    private int[] numbers = new int[1 << 10];
    private int size;

    /** Forgets all. */
    void clear() {
        Arrays.fill(keys, 0);
        size = 0;
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** The number of a hash, a new one for a new hash. */
    int number(long hash) {
        long key = hash == 0 ? 1 : hash;
        int mask = keys.length - 1;
        int i = (int) key & mask;
        while (keys[i] != 0) {
            if (keys[i] == key) {
                return numbers[i];
            }
            i = (i + 1) & mask;
        }
        keys[i] = key;
        numbers[i] = size;
        if (2 * ++size > keys.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[oldKeys.length * 2];
        numbers = new int[oldKeys.length * 2];
        int mask = keys.length - 1;
        for (int j = 0; j < oldKeys.length; j++) {
            if (oldKeys[j] != 0) {
                int i = (int) oldKeys[j] & mask;
                while (keys[i] != 0) {
                    i = (i + 1) & mask;
                }
                keys[i] = oldKeys[j];
                numbers[i] = oldNumbers[j];
            }
        }
    }
}
