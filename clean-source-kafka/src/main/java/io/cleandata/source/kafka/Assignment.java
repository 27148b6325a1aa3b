package io.cleandata.source.kafka;

import io.cleandata.model.Position;
import io.cleandata.spi.SourceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that this member owns: where reading begins in them, and what happens when they come and go.
 *
 * <p>The first position is chosen here, not by the consumer's {@code auto.offset.reset}, and committed at once: else a member that
 * starts at the end and dies before its first commit would skip what came meanwhile. Partitions that appear after the start have
 * only new messages and are read from their beginning.
 *
 * <p>Confined to the polling thread; Kafka calls the listener from inside {@code poll}.
 */
final class Assignment implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    private final KafkaSourceSettings settings;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SourceContext context;
    private final Commits commits;
    private final Set<TopicPartition> knownAtStart;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, OwnedPartition> owned = new HashMap<>();
    private final Map<String, OwnedPartition> byName = new HashMap<>();
    private final EmptyHanded emptyHanded;
    private boolean assignedOnce;
    private boolean paused;
    private volatile boolean closing;

    Assignment(
            KafkaSourceSettings settings,
            KafkaConsumer<byte[], byte[]> consumer,
            SourceContext context,
            Commits commits,
            Set<TopicPartition> knownAtStart,
            Map<TopicPartition, Long> ends) {
        this.settings = settings;
        this.consumer = consumer;
        this.context = context;
        this.commits = commits;
        this.knownAtStart = knownAtStart;
        this.ends = ends;
        this.emptyHanded = new EmptyHanded(context.plugin().ticker(), this::groupIsDone);
    }

    Collection<OwnedPartition> owned() {
        return owned.values();
    }

    @Nullable
    OwnedPartition of(TopicPartition id) {
        return owned.get(id);
    }

    @Nullable
    OwnedPartition named(String name) {
        return byName.get(name);
    }

    /** Whether a bounded source has come to the end of all that is its own. By position: the last record may be a marker. */
    boolean ended() {
        if (!assignedOnce || consumer.assignment().size() > owned.size()) {
            return false;
        }
        if (owned.isEmpty()) {
            return settings.groupId() == null || emptyHanded.over();
        }
        emptyHanded.notNow();
        for (OwnedPartition partition : owned.values()) {
            if (consumer.position(partition.id) < partition.end) {
                return false;
            }
        }
        return true;
    }

    /** Whether the group has finished all that a bounded source is to read. */
    private boolean groupIsDone() {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(ends.keySet(), ANSWER_LIMIT);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(ends.keySet(), ANSWER_LIMIT);
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                OffsetAndMetadata offset = committed.get(end.getKey());
                long done = Math.max(offset == null ? 0 : offset.offset(), begins.getOrDefault(end.getKey(), 0L));
                if (done < end.getValue()) {
                    return false;
                }
            }
            return true;
        } catch (TimeoutException e) {
            LOG.debug("not known how far the group is", e);
            return false;
        }
    }

    void pause() {
        paused = true;
        consumer.pause(owned.keySet());
    }

    void resume() {
        paused = false;
        consumer.resume(owned.keySet());
    }

    /** From now on partitions go without a word: closing acknowledges nothing. */
    void closing() {
        closing = true;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assignedOnce = true;
        if (partitions.isEmpty() || closing) {
            return;
        }
        if (settings.groupId() != null) {
            context.count("rebalances", 1);
        }
        take(partitions);
    }

    /**
     * Takes partitions that the consumer holds although taking them has failed, as when the brokers did not say in time what is committed: Kafka calls back only once, and
     * what it reads of them would be dropped for ever.
     */
    void takeWhatIsLeft() {
        Set<TopicPartition> held = consumer.assignment();
        if (held.size() > owned.size() && !closing) {
            Set<TopicPartition> left = new HashSet<>(held);
            left.removeAll(owned.keySet());
            take(left);
        }
    }

    private void take(Collection<TopicPartition> partitions) {
        try {
            begin(new HashSet<>(partitions));
        } catch (RuntimeException e) {
            forget(partitions);
            throw e;
        }
        if (paused) {
            consumer.pause(partitions);
        }
        List<String> names = names(partitions);
        LOG.info("partitions assigned={}", names);
        context.assigned(names);
    }

    /** What is next in some partitions is not there: reading goes on at the oldest message that is, and it is told how much is missing. */
    void outOfRange(OffsetOutOfRangeException gone) {
        Map<TopicPartition, Long> next = gone.offsetOutOfRangePartitions();
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(next.keySet(), settings.connectTimeout());
        Map<TopicPartition, OffsetAndMetadata> cut =
                gone instanceof LogTruncationException truncation ? truncation.divergentOffsets() : Map.of();
        next.forEach((id, wanted) -> {
            OwnedPartition partition = owned.get(id);
            if (partition == null) {
                return; // comes with its own beginning
            }
            long begin = begins.getOrDefault(id, 0L);
            if (begin >= wanted) {
                LOG.warn("deleted unread partition={} from={} to={}", partition.name, wanted, begin);
                context.count("trimmed", begin - wanted);
                consumer.seek(id, begin);
            } else {
                OffsetAndMetadata same = cut.get(id);
                startAnew(partition, wanted, begin, same == null ? begin : same.offset());
            }
            commits.moved();
        });
    }

    /** The log has become shorter than what was read: from an offset on, what has it now are other messages. */
    private void startAnew(OwnedPartition partition, long wanted, long begin, long same) {
        List<String> name = List.of(partition.name);
        commits.finished(context.revoked(name), this);
        long from = Math.max(begin, Math.min(same, partition.finished)); // what is not analysed has left the windows
        LOG.warn("partition={} ends before offset={}: read again from offset={}", partition.name, wanted, from);
        context.count("resets", 1);
        consumer.seek(partition.id, from);
        at(partition, from);
        partition.committed = OwnedPartition.UNKNOWN;
        context.assigned(name);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty() || closing) {
            return;
        }
        LOG.info("partitions revoked={}", names(partitions));
        commits.finished(context.revoked(names(partitions)), this);
        commits.synchronously(partitionsOf(partitions), settings.connectTimeout());
        forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty() || closing) {
            return;
        }
        LOG.warn("partitions lost={}: another member may read them already", names(partitions));
        context.count("rebalances", 1);
        context.revoked(names(partitions)); // no longer ours to commit
        forget(partitions);
    }

    private void begin(Set<TopicPartition> partitions) {
        Duration limit = settings.connectTimeout();
        Map<TopicPartition, OffsetAndMetadata> committed =
                settings.groupId() == null ? Map.of() : consumer.committed(partitions, limit);
        Map<TopicPartition, Long> byTime = new HashMap<>();
        Set<TopicPartition> fresh = new HashSet<>();
        for (TopicPartition id : partitions) {
            OwnedPartition partition = new OwnedPartition(id, id.topic() + "-" + id.partition());
            if (settings.bounded()) {
                partition.end = ends.getOrDefault(id, 0L);
            }
            owned.put(id, partition);
            byName.put(partition.name, partition);
            OffsetAndMetadata offset = committed.get(id);
            if (offset != null) {
                consumer.seek(id, offset);
                partition.committed = offset.offset();
                at(partition, offset.offset());
                continue;
            }
            Optional<Position> analysed =
                    settings.groupId() == null ? context.analysed(partition.name) : Optional.empty();
            if (analysed.isPresent()) {
                consumer.seek(id, analysed.get().first() + 1);
                at(partition, analysed.get().first() + 1);
            } else if (settings.startTimestamp() != null) {
                byTime.put(id, settings.startTimestamp().toEpochMilli());
                fresh.add(id);
            } else {
                if (settings.reset() == OffsetReset.EARLIEST || !knownAtStart.contains(id)) {
                    consumer.seekToBeginning(Set.of(id));
                } else {
                    consumer.seekToEnd(Set.of(id));
                }
                fresh.add(id);
            }
        }
        if (!byTime.isEmpty()) {
            Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(byTime, limit);
            for (TopicPartition id : byTime.keySet()) {
                OffsetAndTimestamp offset = offsets.get(id);
                if (offset == null) {
                    consumer.seekToEnd(Set.of(id)); // all messages are older
                } else {
                    consumer.seek(id, offset.offset());
                }
            }
        }
        for (TopicPartition id : fresh) {
            OwnedPartition partition = owned.get(id);
            if (partition != null) {
                at(partition, consumer.position(id, limit));
            }
        }
        commits.start(partitionsOf(fresh), this);
    }

    private static void at(OwnedPartition partition, long offset) {
        partition.delivered = offset;
        partition.finished = offset;
    }

    private List<OwnedPartition> partitionsOf(Collection<TopicPartition> ids) {
        List<OwnedPartition> found = new ArrayList<>(ids.size());
        for (TopicPartition id : ids) {
            OwnedPartition partition = owned.get(id);
            if (partition != null) {
                found.add(partition);
            }
        }
        return found;
    }

    private void forget(Collection<TopicPartition> partitions) {
        for (TopicPartition id : partitions) {
            OwnedPartition partition = owned.remove(id);
            if (partition != null) {
                byName.remove(partition.name);
            }
        }
    }

    private static List<String> names(Collection<TopicPartition> partitions) {
        List<String> names = new ArrayList<>(partitions.size());
        for (TopicPartition id : partitions) {
            names.add(id.topic() + "-" + id.partition());
        }
        return names;
    }
}
