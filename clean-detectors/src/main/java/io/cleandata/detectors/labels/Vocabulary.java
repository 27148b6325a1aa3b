package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The n-grams of the documents in memory and in the window: in how many documents each occurs, and how often under which label.
 *
 * <p>Counts are whole numbers that are kept up to date as documents come and go, so that nothing is counted again for a new window. An
 * n-gram without documents is forgotten. Open addressing with backward-shift deletion; the labels of an n-gram are a short chain.
 */
final class Vocabulary {

    private int[] table = new int[1 << 12]; // id + 1
    private int mask = table.length - 1;
    private int live;

    int[] hash = new int[1 << 11];
    /** Documents that hold the n-gram. */
    int[] documents = new int[1 << 11];
    /** First pair of the n-gram, -1 if none. */
    int[] firstPair = new int[1 << 11];

    private int[] stamp = new int[1 << 11];
    private int[] freeId = new int[1 << 10];
    private int freeIds;
    private int usableIds;
    private int ids;
    private int document;

    int[] pairLabel = new int[1 << 12];
    int[] pairCount = new int[1 << 12];
    int[] pairNext = new int[1 << 12];
    private int[] freePair = new int[1 << 10];
    private int freePairs;
    private int usablePairs;
    private int pairs;

    private int[] found = new int[256];

    /** An exclusive upper bound of all ids in use. */
    int idBound() {
        return ids;
    }

    /** An exclusive upper bound of all pairs in use. */
    int pairBound() {
        return pairs;
    }

    int live() {
        return live;
    }

    /**
     * Lets the numbers of what was forgotten be used again. A model that keeps values by number calls it before it counts anew, so that
     * between its fits no number changes its meaning.
     */
    void recycle() {
        usableIds = freeIds;
        usablePairs = freePairs;
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
                k = append(k, id);
            }
        }
        return Arrays.copyOf(found, k);
    }

    /** The ids of the distinct hashes that are known. */
    int[] find(int[] hashes, int n) {
        document++;
        int k = 0;
        for (int i = 0; i < n; i++) {
            int at = slotOf(hashes[i]);
            if (table[at] != 0 && stamp[table[at] - 1] != document) {
                stamp[table[at] - 1] = document;
                k = append(k, table[at] - 1);
            }
        }
        return Arrays.copyOf(found, k);
    }

    private int append(int k, int id) {
        if (k == found.length) {
            found = Arrays.copyOf(found, 2 * k);
        }
        found[k] = id;
        return k + 1;
    }

    /** The pair of an n-gram and a label, made when there is none. */
    int pair(int id, int label) {
        for (int p = firstPair[id]; p >= 0; p = pairNext[p]) {
            if (pairLabel[p] == label) {
                return p;
            }
        }
        int p;
        if (usablePairs > 0) {
            p = freePair[--usablePairs];
            freePair[usablePairs] = freePair[--freePairs];
        } else {
            p = pairs++;
        }
        if (p == pairLabel.length) {
            int length = 2 * p;
            pairLabel = Arrays.copyOf(pairLabel, length);
            pairCount = Arrays.copyOf(pairCount, length);
            pairNext = Arrays.copyOf(pairNext, length);
        }
        pairLabel[p] = label;
        pairCount[p] = 0;
        pairNext[p] = firstPair[id];
        firstPair[id] = p;
        return p;
    }

    /** The pairs of a document's n-grams with its label. */
    int[] pairs(int[] document, int label) {
        int[] own = new int[document.length];
        for (int j = 0; j < own.length; j++) {
            own[j] = pair(document[j], label);
        }
        return own;
    }

    /** Counts a document's n-grams under its label, up or down. */
    void count(int[] document, int label, int step) {
        for (int id : document) {
            int p = pair(id, label); // may enlarge the arrays, so it comes first
            pairCount[p] += step;
        }
    }

    /** Takes back what {@link #enter} added; pairs must have been counted down before. */
    void leave(int[] document) {
        for (int id : document) {
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
            firstPair = Arrays.copyOf(firstPair, length);
            stamp = Arrays.copyOf(stamp, length);
        }
        hash[id] = h;
        documents[id] = 0;
        firstPair[id] = -1;
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
        int next;
        for (int p = firstPair[id]; p >= 0; p = next) {
            next = pairNext[p];
            if (freePairs == freePair.length) {
                freePair = Arrays.copyOf(freePair, 2 * freePairs);
            }
            freePair[freePairs++] = p;
        }
        firstPair[id] = -1;
        if (freeIds == freeId.length) {
            freeId = Arrays.copyOf(freeId, 2 * freeIds);
        }
        freeId[freeIds++] = id;
    }

    void save(DataOutputStream out) throws IOException {
        State.write(out, hash, ids);
        State.write(out, documents, ids);
        State.write(out, firstPair, ids);
        State.write(out, freeId, freeIds);
        out.writeInt(usableIds);
        State.write(out, pairLabel, pairs);
        State.write(out, pairCount, pairs);
        State.write(out, pairNext, pairs);
        State.write(out, freePair, freePairs);
        out.writeInt(usablePairs);
    }

    void restore(DataInputStream in) throws IOException {
        hash = State.ints(in);
        documents = State.ints(in);
        firstPair = State.ints(in);
        ids = hash.length;
        freeId = State.ints(in);
        freeIds = freeId.length;
        usableIds = in.readInt();
        pairLabel = State.ints(in);
        pairCount = State.ints(in);
        pairNext = State.ints(in);
        pairs = pairLabel.length;
        freePair = State.ints(in);
        freePairs = freePair.length;
        usablePairs = in.readInt();
        int length = Integer.highestOneBit(Math.max(ids, 1 << 11)) * 2;
        hash = Arrays.copyOf(hash, length);
        documents = Arrays.copyOf(documents, length);
        firstPair = Arrays.copyOf(firstPair, length);
        stamp = new int[length];
        document = 0;
        int pairLength = Integer.highestOneBit(Math.max(pairs, 1 << 11)) * 2;
        pairLabel = Arrays.copyOf(pairLabel, pairLength);
        pairCount = Arrays.copyOf(pairCount, pairLength);
        pairNext = Arrays.copyOf(pairNext, pairLength);
        freeId = Arrays.copyOf(freeId, Math.max(freeIds, 1 << 10));
        freePair = Arrays.copyOf(freePair, Math.max(freePairs, 1 << 10));
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
