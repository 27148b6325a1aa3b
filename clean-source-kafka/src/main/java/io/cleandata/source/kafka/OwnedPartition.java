package io.cleandata.source.kafka;

import org.apache.kafka.common.TopicPartition;

/** A partition that this member owns, with how far it is delivered, finished and committed. Confined to the polling thread. */
final class OwnedPartition {

    static final long UNKNOWN = -1;
    static final long UNBOUNDED = Long.MAX_VALUE;

    final TopicPartition id;
    final String name;

    /** Offset behind the last message that was delivered. */
    long delivered = UNKNOWN;
    /** Offset behind the last message that the pipeline is done with. */
    long finished = UNKNOWN;
    /** Offset that the group has, as far as known. */
    long committed = UNKNOWN;
    /** Offset at which a bounded source stops. */
    long end = UNBOUNDED;

    OwnedPartition(TopicPartition id, String name) {
        this.id = id;
        this.name = name;
    }

    /** Whether all that was delivered is finished. */
    boolean idle() {
        return finished == delivered;
    }
}
