package io.cleandata.source.kafka;

/** Where reading begins in partitions for which the group has no offset. */
public enum OffsetReset {
    /** Behind the last message there is at the start. */
    LATEST,
    /** At the oldest message there is. */
    EARLIEST
}
