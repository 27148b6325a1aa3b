package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The n-grams of the documents in memory and in the window: in how many documents each occurs, and how often under which label.
 *
 * <p>Counts are whole numbers that are kept up to date as documents come and go, so that nothing is counted again for a new window. An
 * n-gram without documents is forgotten. The labels of an n-gram lie side by side in a block; a label keeps its place in the block as
 * long as the n-gram lives. Open addressing with backward-shift deletion.
 */
final class Vocabulary {

    private static final int START = 1 << 11;

    private int[] table = new int[2 * START]; // id + 1
    private int mask = table.length - 1;
    private int live;

    private int[] hash = new int[START];
    private int[] documents = new int[START];
    private int[] block = new int[START];
    private int[] used = new int[START];
    private int[] stamp = new int[START];
    private int[] freeId = new int[START];
    private int freeIds;
    private int usableIds;
    private int ids;
    private int document;

    private int[] label = new int[4 * START];
    private int[] count = new int[4 * START];
    private int pool;
    /** Free blocks of 1, 2, 4, ... labels, each list chained through {@code label}. */
    private final int[] freeBlock = new int[20];

    private int[] found = new int[256];

    Vocabulary() {
        Arrays.fill(freeBlock, -1);
    }

    /** An exclusive upper bound of all ids in use. */
    int idBound() {
        return ids;
    }

    /** An exclusive upper bound of all places of labels. */
    int placeBound() {
        return pool;
    }

    /** Documents that hold the n-gram. */
    int documents(int id) {
        return documents[id];
    }

    /** Where the n-gram's labels begin. */
    int block(int id) {
        return block[id];
    }

    /** How many labels the n-gram has. */
    int labels(int id) {
        return used[id];
    }

    int label(int place) {
        return label[place];
    }

    int count(int place) {
        return count[place];
    }

    /**
     * Lets the numbers of forgotten n-grams be used again. A model that keeps values by number calls it before it counts anew, so that
     * between its fits no number changes its meaning.
     */
    void recycle() {
        usableIds = freeIds;
    }

    /** The ids of the distinct hashes, in the order of their first occurrence; each gets one more document. */
    int[] enter(int[] hashes, int n) {
        document++;
        int k = 0;
        for (int i = 0; i < n; i++) {
            int id = idOf(hashes[i]);
            if (stamp[id] != document) {
                stamp[id] = document;
                documents[id]++;
                if (k == found.length) {
                    found = Arrays.copyOf(found, 2 * k);
                }
                found[k++] = id;
            }
        }
        return Arrays.copyOf(found, k);
    }

    /** The place of a label in the block of each n-gram of a document, made where there is none. */
    char[] places(int[] ofDocument, int wanted) {
        char[] places = new char[ofDocument.length];
        for (int j = 0; j < places.length; j++) {
            places[j] = (char) place(ofDocument[j], wanted);
        }
        return places;
    }

    private int place(int id, int wanted) {
        int from = block[id];
        int n = used[id];
        for (int i = 0; i < n; i++) {
            if (label[from + i] == wanted) {
                return i;
            }
        }
        if (Integer.bitCount(n) == 1 || n == 0) {
            // Full: blocks hold a power of two.
            int larger = take(n == 0 ? 0 : Integer.numberOfTrailingZeros(n) + 1);
            System.arraycopy(label, from, label, larger, n);
            System.arraycopy(count, from, count, larger, n);
            release(id);
            block[id] = larger;
        }
        label[block[id] + n] = wanted;
        count[block[id] + n] = 0;
        used[id] = n + 1;
        return n;
    }

    private int take(int size) {
        int at = freeBlock[size];
        if (at >= 0) {
            freeBlock[size] = label[at];
            return at;
        }
        at = pool;
        pool += 1 << size;
        if (pool > label.length) {
            int length = Math.max(2 * label.length, pool);
            label = Arrays.copyOf(label, length);
            count = Arrays.copyOf(count, length);
        }
        return at;
    }

    private void release(int id) {
        int n = used[id];
        if (n > 0) {
            int size = 32 - Integer.numberOfLeadingZeros(n - 1);
            label[block[id]] = freeBlock[size];
            freeBlock[size] = block[id];
        }
    }

    /** Counts a document's n-grams under its label, up or down. */
    void count(int[] ofDocument, char[] places, int step) {
        for (int j = 0; j < ofDocument.length; j++) {
            count[block[ofDocument[j]] + places[j]] += step;
        }
    }

    /** Takes back what {@link #enter} added; counts must have been taken back before. */
    void leave(int[] ofDocument) {
        for (int id : ofDocument) {
            if (--documents[id] == 0) {
                forget(id);
            }
        }
    }

    private int idOf(int h) {
        int at = slotOf(h);
        if (table[at] != 0) {
            return table[at] - 1;
        }
        int id;
        if (usableIds > 0) {
            id = freeId[--usableIds];
            freeId[usableIds] = freeId[--freeIds];
        } else {
            id = ids++;
        }
        if (id == hash.length) {
            int length = 2 * id;
            hash = Arrays.copyOf(hash, length);
            documents = Arrays.copyOf(documents, length);
            block = Arrays.copyOf(block, length);
            used = Arrays.copyOf(used, length);
            stamp = Arrays.copyOf(stamp, length);
        }
        hash[id] = h;
        documents[id] = 0;
        used[id] = 0;
        stamp[id] = 0;
        table[at] = id + 1;
        live++;
        if (2 * live > table.length) {
            grow();
        }
        return id;
    }

    private int slotOf(int h) {
        int at = home(h);
        while (table[at] != 0 && hash[table[at] - 1] != h) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private int home(int h) {
        return (h ^ (h >>> 15)) & mask;
    }

    private void grow() {
        int[] old = table;
        table = new int[2 * old.length];
        mask = table.length - 1;
        for (int entry : old) {
            if (entry != 0) {
                table[slotOf(hash[entry - 1])] = entry;
            }
        }
    }

    private void forget(int id) {
        int hole = slotOf(hash[id]);
        int at = hole;
        while (true) {
            at = (at + 1) & mask;
            if (table[at] == 0) {
                break;
            }
            int home = home(hash[table[at] - 1]);
            if (((at - home) & mask) >= ((at - hole) & mask)) {
                table[hole] = table[at];
                hole = at;
            }
        }
        table[hole] = 0;
        live--;
        release(id);
        used[id] = 0;
        if (freeIds == freeId.length) {
            freeId = Arrays.copyOf(freeId, 2 * freeIds);
        }
        freeId[freeIds++] = id;
    }

    void save(DataOutputStream out) throws IOException {
        State.write(out, hash, ids);
        State.write(out, documents, ids);
        State.write(out, block, ids);
        State.write(out, used, ids);
        State.write(out, freeId, freeIds);
        out.writeInt(usableIds);
        State.write(out, label, pool);
        State.write(out, count, pool);
        State.write(out, freeBlock, freeBlock.length);
    }

    void restore(DataInputStream in) throws IOException {
        hash = State.ints(in);
        documents = State.ints(in);
        block = State.ints(in);
        used = State.ints(in);
        ids = hash.length;
        freeId = State.ints(in);
        freeIds = freeId.length;
        usableIds = in.readInt();
        label = State.ints(in);
        count = State.ints(in);
        pool = label.length;
        int[] blocks = State.ints(in);
        System.arraycopy(blocks, 0, freeBlock, 0, freeBlock.length);
        int length = 2 * Integer.highestOneBit(Math.max(ids, START));
        hash = Arrays.copyOf(hash, length);
        documents = Arrays.copyOf(documents, length);
        block = Arrays.copyOf(block, length);
        used = Arrays.copyOf(used, length);
        stamp = new int[length];
        document = 0;
        freeId = Arrays.copyOf(freeId, Math.max(freeIds, START));
        label = Arrays.copyOf(label, Math.max(pool, START));
        count = Arrays.copyOf(count, label.length);
        table = new int[2 * length];
        mask = table.length - 1;
        live = 0;
        for (int id = 0; id < ids; id++) {
            if (documents[id] > 0) {
                table[slotOf(hash[id])] = id + 1;
                live++;
            }
        }
    }
}
