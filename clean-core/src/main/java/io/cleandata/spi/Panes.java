package io.cleandata.spi;

import java.util.Collection;

/** Where a windowing puts samples. Confined to the windowing's thread. */
public interface Panes {

    /** Elapsed time in nanoseconds, from the pipeline's ticker. In a replay it stands still, so that no timeout fires. */
    long now();

    /** The time of day in milliseconds since the epoch, from the pipeline's clock. In a replay it follows the data's event time, up to the current sample. */
    long wallClock();

    /** A new, empty pane. */
    Pane open();

    /** Counts the current sample as late and puts it into no window; it is acknowledged like any other. */
    void late();

    /** Partitions assigned now, for watermarks; empty when the source does not say. */
    Collection<String> partitions();
}
