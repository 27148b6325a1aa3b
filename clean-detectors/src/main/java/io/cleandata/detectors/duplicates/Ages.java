package io.cleandata.detectors.duplicates;

import io.cleandata.model.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;

/**
 * When what a memory holds was added, so that it can be forgotten by age.
 *
 * <p>Kept is, for each window that added anything, its event time and how many had been added at its end; of more than {@value #MOST} windows two that follow each other
 * count as one, added when the later one was, so that what is older may be remembered longer and never shorter. Without a bound by age nothing is kept.
 */
final class Ages {

    private static final int MOST = 1024;

    private final long most;
    private final long[] times = new long[MOST];
    private final long[] ends = new long[MOST];
    private int size;

    /** @param maxAge after which it is forgotten; zero for no bound */
    Ages(Duration maxAge) {
        most = maxAge.toMillis();
    }

    /**
     * The event time of a window: its newest timestamp that is not later than its closing, for a sample from the future must not age all others; the newest if
     * there is none such, and the time of closing if no sample has a timestamp.
     */
    static long time(Window window) {
        long closed = window.closed().toEpochMilli();
        long newest = Window.NO_TIMESTAMP;
        long plausible = Window.NO_TIMESTAMP;
        long[] timestamps = window.timestamps();
        for (int row = 0; row < window.size(); row++) {
            newest = Math.max(newest, timestamps[row]);
            plausible = timestamps[row] <= closed ? Math.max(plausible, timestamps[row]) : plausible;
        }
        if (newest == Window.NO_TIMESTAMP) {
            return closed;
        }
        return plausible == Window.NO_TIMESTAMP ? newest : plausible;
    }

    /** How many of those ever added are too old now; those of a window that came later are not, though its time may be earlier. */
    long forgotten(long now) {
        int old = 0;
        while (old < size && times[old] < now - most) {
            old++;
        }
        long forgotten = old == 0 ? 0 : ends[old - 1];
        drop(old);
        return forgotten;
    }

    /**
     * Takes note of a window.
     *
     * @param first how many of those ever added are not held any more
     * @param added how many were ever added
     */
    void note(long time, long first, long added) {
        prune(first);
        if (most == 0 || added == first || size > 0 && ends[size - 1] == added) {
            return;
        }
        if (size == MOST) {
            for (int k = 0; k < MOST / 2; k++) {
                times[k] = Math.max(times[2 * k], times[2 * k + 1]);
                ends[k] = ends[2 * k + 1];
            }
            size = MOST / 2;
        }
        times[size] = time;
        ends[size++] = added;
    }

    private void prune(long first) {
        int gone = 0;
        while (gone < size && ends[gone] <= first) {
            gone++;
        }
        drop(gone);
    }

    private void drop(int count) {
        if (count > 0) {
            System.arraycopy(times, count, times, 0, size - count);
            System.arraycopy(ends, count, ends, 0, size - count);
            size -= count;
        }
    }

    /** Forgets all. */
    void clear() {
        size = 0;
    }

    /** @param shift by how much counts are less when they are read */
    void save(DataOutputStream out, long first, long shift) throws IOException {
        prune(first);
        out.writeInt(size);
        for (int k = 0; k < size; k++) {
            out.writeLong(times[k]);
            out.writeLong(ends[k] - shift);
        }
    }

    void restore(DataInputStream in) throws IOException {
        clear();
        int saved = in.readInt();
        if (saved < 0 || saved > MOST) {
            throw new IOException("damaged state: " + saved + " times");
        }
        for (int k = 0; k < saved; k++) {
            times[k] = in.readLong();
            ends[k] = in.readLong();
        }
        size = most == 0 ? 0 : saved;
    }
}
