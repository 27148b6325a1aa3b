package io.cleandata.source.kafka;

import io.cleandata.model.Message;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.SourceContext;
import io.cleandata.spi.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what the pipeline has finished: at most one asynchronous commit on its way, at most ten a second; one that fails is
 * repeated with what is finished by then. Only partitions that are owned are ever committed. Confined to the polling thread, in which
 * Kafka also calls back.
 */
final class Commits {

    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);
    private static final long INTERVAL_NANOS = 100_000_000;
    private static final Duration REJOIN = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SourceContext context;
    private final Ticker ticker;
    private final boolean group;
    private boolean onItsWay;
    private boolean dirty;
    private long last;

    Commits(KafkaConsumer<byte[], byte[]> consumer, SourceContext context, boolean group) {
        this.consumer = consumer;
        this.context = context;
        this.ticker = context.plugin().ticker();
        this.group = group;
        this.last = ticker.read() - INTERVAL_NANOS;
    }

    /** Takes note of finished messages, in delivery order; those of partitions that are not owned any more don't count. */
    void finished(List<Message> messages, Assignment assignment) {
        String name = null;
        OwnedPartition partition = null;
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            if (!message.partition().equals(name)) {
                name = message.partition();
                partition = assignment.named(name);
            }
            if (partition != null) {
                partition.finished = Math.max(partition.finished, message.positionFirst() + 1);
                dirty = true;
            }
        }
    }

    /** Commits the first positions of partitions that had none. */
    void start(Collection<OwnedPartition> partitions, Assignment assignment) {
        send(offsets(partitions), assignment);
    }

    /** Starts a commit if there is something to commit and none on its way. */
    void now(Assignment assignment) {
        if (dirty && !onItsWay && ticker.read() - last >= INTERVAL_NANOS) {
            dirty = false;
            send(offsets(assignment.owned()), assignment);
        }
    }

    /** Commits and waits for it; a failure is logged and counted. */
    void synchronously(Collection<OwnedPartition> partitions, Duration limit) {
        try {
            commitAndWait(partitions, limit);
        } catch (WakeupException e) {
            LOG.debug("commit cut short by close");
        } catch (KafkaException e) {
            context.count("failed-commits", 1);
            LOG.warn("commit failed; the next owner of the partitions reads some messages again", e);
        }
    }

    /** There is something to commit although no message was finished, as over a gap. */
    void moved() {
        dirty = true;
    }

    /**
     * Commits and waits for it, through a rebalance if need be, while which nothing is delivered; throws when it fails. A member that its group has dropped
     * cannot commit any more, and that is no failure: whoever has its partitions now reads again what was not committed.
     */
    void flush(Assignment assignment, Duration limit) {
        long begin = ticker.read();
        try {
            while (!committed(assignment, limit, ticker.read() - begin < limit.toNanos())) {
                assignment.pause();
                consumer.poll(REJOIN);
            }
            dirty = false;
        } catch (WakeupException e) {
            throw new CleanException(CleanException.Kind.EXTERNAL, "the last commit was cut short by close", e);
        } catch (CommitFailedException | FencedInstanceIdException e) {
            context.count("failed-commits", 1);
            LOG.warn("the group has dropped this member: what it has not committed is read again by the next", e);
        } catch (KafkaException e) {
            throw CleanException.retryable("committing offsets to Kafka failed: " + e.getMessage(), e);
        }
    }

    /** Commits and waits; false when a rebalance is under way and there is time to let it end. */
    private boolean committed(Assignment assignment, Duration limit, boolean timeLeft) {
        try {
            commitAndWait(assignment.owned(), limit);
            return true;
        } catch (RebalanceInProgressException e) {
            if (timeLeft) {
                return false;
            }
            throw e;
        }
    }

    private void commitAndWait(Collection<OwnedPartition> partitions, Duration limit) {
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets(partitions);
        if (!offsets.isEmpty()) {
            consumer.commitSync(offsets, limit);
            for (OwnedPartition partition : partitions) {
                OffsetAndMetadata offset = offsets.get(partition.id);
                if (offset != null) {
                    partition.committed = offset.offset();
                }
            }
        }
    }

    private void send(Map<TopicPartition, OffsetAndMetadata> offsets, Assignment assignment) {
        if (!offsets.isEmpty()) {
            onItsWay = true;
            last = ticker.read();
            consumer.commitAsync(offsets, (answered, failure) -> answered(assignment, answered, failure));
        }
    }

    private void answered(
            Assignment assignment, Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
        onItsWay = false;
        if (failure != null) {
            dirty = true; // what is still owned is committed with the next attempt
            context.count("failed-commits", 1);
            LOG.warn("commit failed; tried again", failure);
            return;
        }
        offsets.forEach((id, offset) -> {
            OwnedPartition partition = assignment.of(id);
            if (partition != null) {
                partition.committed = offset.offset();
            }
        });
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Collection<OwnedPartition> partitions) {
        if (!group) {
            return Map.of();
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (OwnedPartition partition : partitions) {
            long offset = partition.finished;
            if (offset != OwnedPartition.UNKNOWN && partition.idle()) {
                offset = Math.min(partition.end, Math.max(offset, consumer.position(partition.id))); // over markers
            }
            if (offset != OwnedPartition.UNKNOWN && offset != partition.committed) {
                offsets.put(partition.id, new OffsetAndMetadata(offset));
            }
        }
        return offsets;
    }
}
