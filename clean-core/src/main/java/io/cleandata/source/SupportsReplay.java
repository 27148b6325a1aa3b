package io.cleandata.source;

/** A source that may bring history instead of what happens now. */
public interface SupportsReplay {

    /** Whether it brings history: time in the pipeline then is the data's own event time, and no timeout fires. Right before {@link io.cleandata.spi.Source#open}. */
    boolean replaying();
}
