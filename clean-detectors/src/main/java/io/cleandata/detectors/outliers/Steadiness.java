package io.cleandata.detectors.outliers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What a window that is unlike all before means, by what the stream has done so far.
 *
 * <p>In a stream that has been steady it is a window full of anomalies, until so many follow each other that they are the new normal. In a stream that moves all the time,
 * as prices, seasons and sorted tables do, it is the next step. So two windows must have been like those before them, and
 * twice as many each time that what was taken for anomalies turns out to stay.
 */
final class Steadiness {

    private static final int STEADY = 2;
    private static final int MOST = 1 << 20;

    /** What to do with a window. */
    enum Verdict {
        /** It is like those before. */
        LIKE_BEFORE,
        /** Its rows are to be judged by the memory. */
        JUDGED,
        /** The stream moves: the window takes the memory's place. */
        MOVES_ON,
        /** What was taken for anomalies stays: the same, and levels begin anew. */
        NEW_NORMAL
    }

    private final int adoptAfter;
    private int needed = STEADY;
    private int steady;
    private int unlike;

    /** @param adoptAfter windows in a row after which what is unlike all before is the new normal */
    Steadiness(int adoptAfter) {
        this.adoptAfter = adoptAfter;
    }

    /** The next window, unlike the memory or not. */
    Verdict window(boolean unlikeMemory) {
        if (!unlikeMemory) {
            unlike = 0;
            steady = Math.min(MOST, steady + 1);
            return Verdict.LIKE_BEFORE;
        }
        if (steady < needed) {
            steady = 0;
            return Verdict.MOVES_ON;
        }
        if (++unlike <= adoptAfter) {
            return Verdict.JUDGED;
        }
        clearRun();
        needed = Math.min(MOST, 2 * needed);
        return Verdict.NEW_NORMAL;
    }

    private void clearRun() {
        unlike = 0;
        steady = 0;
    }

    void clear() {
        clearRun();
        needed = STEADY;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(needed);
        out.writeInt(steady);
        out.writeInt(unlike);
    }

    void restore(DataInputStream in) throws IOException {
        needed = Math.max(STEADY, in.readInt());
        steady = in.readInt();
        unlike = in.readInt();
    }
}
