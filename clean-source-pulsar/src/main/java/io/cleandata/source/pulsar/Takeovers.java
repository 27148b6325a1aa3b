package io.cleandata.source.pulsar;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.ConsumerEventListener;
import org.jspecify.annotations.Nullable;

/** What a failover subscription says about who reads a partition, from the client's threads to the polling one. */
final class Takeovers implements ConsumerEventListener {

    private static final long serialVersionUID = 1L;

    private final transient ConcurrentLinkedQueue<Takeover> queue = new ConcurrentLinkedQueue<>();

    /** A partition became this consumer's, or another's. */
    record Takeover(String topic, boolean ours) {}

    @Override
    public void becameActive(Consumer<?> consumer, int partition) {
        queue.add(new Takeover(consumer.getTopic(), true));
    }

    @Override
    public void becameInactive(Consumer<?> consumer, int partition) {
        queue.add(new Takeover(consumer.getTopic(), false));
    }

    @Nullable
    Takeover next() {
        return queue.poll();
    }
}
