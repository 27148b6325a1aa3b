package io.cleandata.detectors.duplicates;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * The last {@code capacity} distinct hashes of 128 bits, in a ring with an open-addressing index, all allocated at the start.
 *
 * <p>16 bytes for each hash and 4 for each of 1.3 to 2.7 slots: at ten million 227 MB. Adding beyond the capacity forgets the oldest, taken
 * from the index by shifting its run back (Knuth, TAOCP vol. 3, 6.4, algorithm R), so that there are no tombstones and cost stays flat.
 */
final class HashMemory {

    private final long[] high;
    private final long[] low;
    private final int[] slots;
    private final int mask;
    private final Ages ages;
    private long added;
    /** How many of those ever added are forgotten. */
    private long forgotten;

    HashMemory(int capacity) {
        this(capacity, Duration.ZERO);
    }

    /** @param maxAge in event time, after which hashes are forgotten; zero for no bound */
    HashMemory(int capacity, Duration maxAge) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is less than 1");
        }
        high = new long[capacity];
        low = new long[capacity];
        int size = Integer.highestOneBit(Math.max(4, capacity - 1)) << 1;
        if (size < capacity * 4L / 3) {
            size <<= 1;
        }
        slots = new int[size];
        mask = size - 1;
        ages = new Ages(maxAge);
    }

    /** Forgets what is too old at the time of a window. */
    void forget(long time) {
        for (long old = ages.forgotten(time); forgotten < old; forgotten++) {
            remove((int) (forgotten % high.length));
        }
    }

    /** Takes note of the time of the window that has been added. */
    void note(long time) {
        ages.note(time, forgotten, added);
    }

    /** How many hashes it holds. */
    int size() {
        return (int) (added - forgotten);
    }

    /** How many it can hold. */
    int capacity() {
        return high.length;
    }

    /** How many hashes were added after this one, or -1 when it is not there. */
    long age(long h, long l) {
        for (int i = home(h); slots[i] != 0; i = (i + 1) & mask) {
            int entry = slots[i] - 1;
            if (low[entry] == l && high[entry] == h) {
                long last = (added - 1) % high.length;
                return last >= entry ? last - entry : last - entry + high.length;
            }
        }
        return -1;
    }

    /** Adds a hash that is not there; forgets the oldest when full. */
    void add(long h, long l) {
        int entry = (int) (added % high.length);
        if (added - forgotten == high.length) {
            remove(entry);
            forgotten++;
        }
        high[entry] = h;
        low[entry] = l;
        added++;
        int i = home(h);
        while (slots[i] != 0) {
            i = (i + 1) & mask;
        }
        slots[i] = entry + 1;
    }

    private int home(long h) {
        return (int) (h >>> 20) & mask;
    }

    private void remove(int entry) {
        int i = home(high[entry]);
        while (slots[i] != entry + 1) {
            i = (i + 1) & mask;
        }
        int hole = i;
        for (int j = (hole + 1) & mask; slots[j] != 0; j = (j + 1) & mask) {
            int home = home(high[slots[j] - 1]);
            // The entry at j may move to the hole unless its home lies in (hole, j].
            if (((j - home) & mask) >= ((j - hole) & mask)) {
                slots[hole] = slots[j];
                hole = j;
            }
        }
        slots[hole] = 0;
    }

    /** Writes all hashes, oldest first. */
    void save(DataOutputStream out) throws IOException {
        int size = size();
        out.writeInt(size);
        for (long k = forgotten; k < added; k++) {
            int entry = (int) (k % high.length);
            out.writeLong(high[entry]);
            out.writeLong(low[entry]);
        }
    }

    /** Takes what {@link #save} wrote; of more than it can hold, the youngest. */
    void restore(DataInputStream in) throws IOException {
        clear();
        int size = in.readInt();
        if (size < 0) {
            throw new IOException("damaged state: " + size + " remembered samples");
        }
        for (int k = 0; k < size; k++) {
            add(in.readLong(), in.readLong());
        }
    }

    /** Writes when its hashes were added. */
    void saveAges(DataOutputStream out) throws IOException {
        ages.save(out, forgotten, forgotten);
    }

    /** Takes what {@link #saveAges} wrote; after the hashes. */
    void restoreAges(DataInputStream in) throws IOException {
        ages.restore(in);
    }

    /** Forgets all. */
    void clear() {
        Arrays.fill(slots, 0);
        added = 0;
        forgotten = 0;
        ages.clear();
    }
}
