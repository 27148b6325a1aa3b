package io.cleandata.source.pulsar;

import org.apache.pulsar.client.api.SubscriptionType;

/** How consumers share a subscription. */
public enum SubscriptionKind {
    /** One consumer; order kept. */
    EXCLUSIVE(SubscriptionType.Exclusive),
    /** One consumer for each partition, others stand by; order kept. */
    FAILOVER(SubscriptionType.Failover),
    /** Each message to any of the consumers; no order. */
    SHARED(SubscriptionType.Shared),
    /** Messages of one key to one of the consumers; order kept for each key. */
    KEY_SHARED(SubscriptionType.Key_Shared);

    private final SubscriptionType type;

    SubscriptionKind(SubscriptionType type) {
        this.type = type;
    }

    SubscriptionType type() {
        return type;
    }

    /** Whether messages come in order, so that one acknowledgement stands for all before it. */
    boolean ordered() {
        return this == EXCLUSIVE || this == FAILOVER;
    }
}
