package io.cleandata.engine;

/** Where a pipeline stands in its life. */
public enum PipelineState {
    /** Built, not started. */
    NEW,
    /** Opening its source. */
    STARTING,
    /** At work. */
    RUNNING,
    /** No longer polling; finishing what it has. */
    DRAINING,
    /** Ended as it should. */
    CLOSED,
    /** Ended by a failure. */
    FAILED
}
