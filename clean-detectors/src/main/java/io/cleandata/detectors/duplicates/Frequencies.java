package io.cleandata.detectors.duplicates;

import java.util.Arrays;

/** In how many sets each number stands; clearing costs no more than what was added, however large numbers are. */
final class Frequencies {

    /** For each number the last set that it was added to, and its count beside. */
    private int[] cells = new int[1 << 11];

    private int[] used = new int[1 << 10];
    private int usedCount;
    private int set;

    /** Forgets all. */
    void clear() {
        for (int i = 0; i < usedCount; i++) {
            cells[2 * used[i] + 1] = 0;
        }
        usedCount = 0;
    }

    /** Begins the next set. */
    void nextSet() {
        if (++set == Integer.MAX_VALUE) {
            for (int i = 0; i < cells.length; i += 2) {
                cells[i] = 0;
            }
            set = 1;
        }
    }

    /** Adds a number to the set; whether it was not in it. */
    boolean add(int number) {
        int at = 2 * number;
        if (at >= cells.length) {
            grow(at);
        }
        if (cells[at] == set) {
            return false;
        }
        cells[at] = set;
        count(number, at + 1);
        return true;
    }

    /** Adds a set of its own, given as different numbers of which each has been added before, if only before the last clearing. */
    void addDistinct(int[] numbers) {
        for (int number : numbers) {
            count(number, 2 * number + 1);
        }
    }

    private void count(int number, int at) {
        if (cells[at]++ == 0) {
            if (usedCount == used.length) {
                used = Arrays.copyOf(used, 2 * usedCount);
            }
            used[usedCount++] = number;
        }
    }

    private void grow(int at) {
        cells = Arrays.copyOf(cells, Math.max(at + 2, 2 * cells.length));
    }

    /** In how many sets the number stands. */
    int of(int number) {
        return cells[2 * number + 1];
    }

    /** How many numbers stand in some set. */
    int size() {
        return usedCount;
    }

    /** The numbers that stand in some set, by order of first appearance; {@link #size} of them. */
    int used(int index) {
        return used[index];
    }
}
