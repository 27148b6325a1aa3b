package io.cleandata.source.redis;

import java.util.Arrays;

/** The ids that were delivered and are not acknowledged, in delivery order: a ring of pairs of numbers. */
final class HeldIds {

    private long[] ids = new long[2048];
    private int head;
    private int size;

    int size() {
        return size;
    }

    void add(long milliseconds, long sequence) {
        if (size * 2 == ids.length) {
            long[] larger = Arrays.copyOf(ids, ids.length * 2);
            for (int i = 0; i < size; i++) {
                larger[2 * i] = milliseconds(i);
                larger[2 * i + 1] = sequence(i);
            }
            ids = larger;
            head = 0;
        }
        int at = slot(size++);
        ids[at] = milliseconds;
        ids[at + 1] = sequence;
    }

    /** Removes the id; it is the first unless an acknowledgement is repeated or a partition was given back. */
    boolean remove(long milliseconds, long sequence) {
        for (int i = 0; i < size; i++) {
            if (milliseconds(i) == milliseconds && sequence(i) == sequence) {
                for (int j = i; j > 0; j--) {
                    ids[slot(j)] = milliseconds(j - 1);
                    ids[slot(j) + 1] = sequence(j - 1);
                }
                head = (head + 1) & (ids.length / 2 - 1);
                size--;
                return true;
            }
        }
        return false;
    }

    long milliseconds(int index) {
        return ids[slot(index)];
    }

    long sequence(int index) {
        return ids[slot(index) + 1];
    }

    private int slot(int index) {
        return 2 * ((head + index) & (ids.length / 2 - 1));
    }
}
