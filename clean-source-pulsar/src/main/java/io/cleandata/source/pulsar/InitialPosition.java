package io.cleandata.source.pulsar;

/** Where a new subscription begins. */
public enum InitialPosition {
    /** Behind the last message. */
    LATEST,
    /** At the oldest message there is. */
    EARLIEST
}
