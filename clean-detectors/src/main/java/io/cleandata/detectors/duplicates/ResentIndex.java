package io.cleandata.detectors.duplicates;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds remembered rows that are equal to a row in all cells but the keys and one more.
 *
 * <p>The cells but those of the keys are dealt to at most {@value #MOST_PARTS} parts. Rows that differ in no more than one cell are equal in all parts but one: each row stands
 * under the hash of its cells outside a part, once for each part, so that a row is looked up as often as there are parts, however many columns there are. Rows
 * under the same hash are chained, the newest first; {@value #MOST_VISITED} of them are visited. The chains of forgotten rows end where numbers get too old, and are never taken apart. Takes 12 to
 * 16 bytes for each row and part.
 */
final class ResentIndex {

    private static final int MOST_PARTS = 8;
    static final int MOST_VISITED = 16;

    private final ResentRows rows;
    private final int capacity;
    private final BitSet without = new BitSet();
    private int width = -1;
    private int parts;
    /** The part of each cell, -1 for a key. */
    private int[] partOf = new int[0];
    /** For each part the last row under a hash, and for each row the one before under the same hash; the lower half of their numbers. */
    private int[][] heads = new int[0][];

    private int[][] before = new int[0][];
    /** For each part and row half of the hash, so that few rows are compared in vain. */
    private int[][] marks = new int[0][];

    private long[] hashes = new long[0];
    private int mask;

    ResentIndex(ResentRows rows, int capacity) {
        this.rows = rows;
        this.capacity = capacity;
        mask = Integer.highestOneBit(Math.max(2, capacity)) * 2 - 1;
    }

    /** Indexes all rows anew if the cells or the keys among them are others than before. */
    void prepare(BitSet keys) {
        if (rows.width() == width && keys.equals(without)) {
            return;
        }
        without.clear();
        without.or(keys);
        width = rows.width();
        partOf = new int[width];
        int dealt = 0;
        for (int place = 0; place < width; place++) {
            partOf[place] = keys.get(place) ? -1 : dealt++ % MOST_PARTS;
        }
        parts = Math.min(MOST_PARTS, dealt);
        hashes = new long[parts];
        heads = new int[parts][mask + 1];
        before = new int[parts][capacity];
        marks = new int[parts][capacity];
        for (long number = rows.last() - rows.size() + 1; number <= rows.last(); number++) {
            add(number);
        }
    }

    /** Forgets all. */
    void clear() {
        width = -1;
    }

    /** How many parts there are. */
    int parts() {
        return parts;
    }

    /** Adds a row that the memory holds. */
    private void add(long number) {
        Arrays.fill(hashes, 0);
        long sum = seed(rows.key(number));
        for (int place = 0; place < width; place++) {
            if (partOf[place] >= 0) {
                long cell = rows.cell(number, place);
                sum += cell;
                hashes[partOf[place]] += cell;
            }
        }
        leaveOut(sum);
        add(number, hashes, 0);
    }

    /** Adds a row that the memory holds, by its hashes. */
    void add(long number, long[] all, int begin) {
        int slot = (int) ((number - 1) % capacity);
        for (int part = 0; part < parts; part++) {
            long hash = all[begin + part];
            int home = (int) hash & mask;
            before[part][slot] = heads[part][home];
            marks[part][slot] = (int) (hash >>> 32);
            heads[part][home] = (int) number;
        }
    }

    /**
     * Takes the cells of a row that is to be looked up.
     *
     * @param places where each of its columns stands
     * @param seed of the row's key
     */
    void hash(RowHasher hasher, int row, int[] places, long seed) {
        Arrays.fill(hashes, 0);
        long sum = seed;
        for (int c = 0; c < places.length; c++) {
            int part = partOf[places[c]];
            if (part >= 0) {
                long cell = hasher.cell(row, c);
                sum += cell;
                hashes[part] += cell;
            }
        }
        leaveOut(sum);
    }

    private void leaveOut(long sum) {
        for (int part = 0; part < parts; part++) {
            hashes[part] = Mix.avalanche(sum - hashes[part]);
        }
    }

    /** What tells rows of different keys apart. */
    static long seed(@Nullable String key) {
        return key == null ? 0 : Mix.text(key, Mix.K3);
    }

    /** The hashes of the row that was looked up last, one for each part. */
    long[] hashes() {
        return hashes;
    }

    /** The newest rows that may be equal to the one looked up outside a part, into {@code found}; how many. */
    int candidates(int part, long[] found) {
        long hash = hashes[part];
        int mark = (int) (hash >>> 32);
        int head = heads[part][(int) hash & mask];
        int count = 0;
        for (int visited = 0; visited < MOST_VISITED; visited++) {
            int age = (int) rows.last() - head;
            if (age < 0 || age >= rows.size() || head == 0) {
                break;
            }
            long number = rows.last() - age;
            int slot = (int) ((number - 1) % capacity);
            if (marks[part][slot] == mark) {
                found[count++] = number;
            }
            head = before[part][slot];
        }
        return count;
    }
}
