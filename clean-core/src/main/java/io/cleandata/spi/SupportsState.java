package io.cleandata.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A plug-in with memory that outlives the process.
 *
 * <p><b>Threading.</b> Called between two calls of the plug-in, never during one. <b>Contract.</b> A restored plug-in continues
 * exactly as the saved one would have.
 */
public interface SupportsState {

    /** Version of the format that {@link #save} writes. */
    int stateVersion();

    /** Writes all memory. */
    void save(OutputStream out) throws IOException;

    /**
     * Replaces all memory by what an earlier {@link #save} wrote.
     *
     * @throws IOException when the state is damaged or of a version it cannot read; the plug-in is then without memory
     */
    void restore(InputStream in, int version) throws IOException;
}
