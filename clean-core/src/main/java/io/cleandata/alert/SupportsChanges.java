package io.cleandata.alert;

import io.cleandata.spi.SupportsState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A policy whose memory may be large while a window changes little of it: it can also save only what changed. Its memory is what was saved last in whole, and on
 * top of that all changes saved since, in their order.
 */
public interface SupportsChanges extends SupportsState {

    /**
     * Writes what changed since memory was last saved or restored, in whole or as changes.
     *
     * @return false when nothing has changed; then nothing is written
     */
    boolean saveChanges(OutputStream out) throws IOException;

    /** Takes over what {@link #saveChanges} wrote, on top of what was restored so far. */
    void restoreChanges(InputStream in, int version) throws IOException;
}
