package io.cleandata.spi;

/** A source that can be told to hold messages back while it is still polled, so that its group membership lives on. */
public interface SupportsPause {

    /** From now on polls return nothing; partitions assigned later start paused. */
    void pause();

    /** Ends {@link #pause()}. */
    void resume();
}
