package io.cleandata.source.file;

import java.io.Closeable;
import java.io.IOException;

/** Bytes of a file or stream, read in order. */
interface ByteFeed extends Closeable {

    /**
     * Reads some bytes.
     *
     * @param waitNanos how long to wait for the first one
     * @return how many were read; 0 when none came in time, -1 at the end
     */
    int read(byte[] target, int offset, int length, long waitNanos) throws IOException, InterruptedException;

    /** Compressed bytes read so far, for showing progress. Any thread. */
    long position();
}
