package io.cleandata.source.kafka;

import io.cleandata.model.Message;
import io.cleandata.source.TcpProbe;
import io.cleandata.spi.CleanException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Shows the newest messages with partitions assigned by hand: the group is asked for its offsets and never joined. */
final class KafkaPeek {

    private static final Duration POLL = Duration.ofMillis(200);
    /** Polls in a row that bring nothing, after which brokers that have begun to answer are not waited for any longer. */
    private static final int EMPTY_POLLS = 10;

    private KafkaPeek() {}

    static List<Message> newest(KafkaSourceSettings settings, int most, Consumer<String> findings) {
        KafkaConsumer<byte[], byte[]> consumer = Opening.consumer(settings);
        try {
            TcpProbe.anyOf(
                    "Kafka",
                    List.of(settings.bootstrapServers().split(",")),
                    "source.bootstrap-servers",
                    settings.connectTimeout());
            return newest(settings, consumer, most, findings);
        } catch (KafkaException e) {
            throw Failures.ofFirstContact(settings, e);
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private static List<Message> newest(
            KafkaSourceSettings settings, KafkaConsumer<byte[], byte[]> consumer, int most, Consumer<String> findings) {
        Duration limit = settings.connectTimeout();
        Set<TopicPartition> partitions = Opening.existing(settings, consumer);
        findings.accept("Kafka at " + settings.bootstrapServers() + " answers");
        if (partitions.isEmpty()) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "no topic of the source exists on Kafka at " + settings.bootstrapServers()
                            + ". Create it, or correct source.topic; a pipeline would wait for it");
        }
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, limit);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, limit);
        long kept = 0;
        for (TopicPartition id : partitions) {
            kept += offset(ends, id) - offset(begins, id);
        }
        findings.accept(topics(partitions) + " may be read: " + partitions.size()
                + (partitions.size() == 1 ? " partition" : " partitions") + ", " + kept + " offsets kept");
        consumer.assign(partitions);
        if (settings.groupId() != null) {
            group(settings, consumer.committed(partitions, limit), ends, findings);
        }
        long each = Math.max(1, (most + partitions.size() - 1L) / partitions.size());
        for (TopicPartition id : partitions) {
            consumer.seek(id, Math.max(offset(begins, id), offset(ends, id) - each));
        }
        List<Message> messages = read(consumer, ends, limit);
        return messages.size() <= most ? messages : new ArrayList<>(messages.subList(0, most));
    }

    private static void group(
            KafkaSourceSettings settings,
            Map<TopicPartition, OffsetAndMetadata> committed,
            Map<TopicPartition, Long> ends,
            Consumer<String> findings) {
        int known = 0;
        long lag = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> entry : committed.entrySet()) {
            if (entry.getValue() != null) {
                known++;
                lag += Math.max(
                        0, offset(ends, entry.getKey()) - entry.getValue().offset());
            }
        }
        findings.accept("group " + settings.groupId() + " may be used: "
                + (known == 0
                        ? "it has no offsets yet"
                        : "offsets of " + known + " of " + committed.size() + " partitions, " + lag
                                + " offsets to read"));
    }

    /** Reads to the ends, by position: what was compacted away or belongs to a transaction leaves gaps. The first records may take brokers long. */
    static List<Message> read(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Duration limit) {
        List<Message> messages = new ArrayList<>();
        Map<TopicPartition, String> names = new HashMap<>();
        long begin = System.nanoTime();
        boolean begun = false;
        for (int empty = 0; !atEnds(consumer, ends); ) {
            var records = consumer.poll(POLL);
            begun |= !records.isEmpty();
            empty = records.isEmpty() ? empty + 1 : 0;
            for (ConsumerRecord<byte[], byte[]> record : records) {
                var id = new TopicPartition(record.topic(), record.partition());
                byte[] value = record.value();
                if (record.offset() < offset(ends, id) && value != null) {
                    messages.add(
                            KafkaSource.message(names.computeIfAbsent(id, TopicPartition::toString), record, value));
                }
            }
            if (empty >= EMPTY_POLLS && (begun || System.nanoTime() - begin >= limit.toNanos())) {
                break;
            }
        }
        return messages;
    }

    private static boolean atEnds(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (consumer.position(end.getKey()) < end.getValue()) {
                return false;
            }
        }
        return true;
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition id) {
        return Objects.requireNonNullElse(offsets.get(id), 0L);
    }

    private static String topics(Set<TopicPartition> partitions) {
        List<String> names = partitions.stream()
                .map(TopicPartition::topic)
                .distinct()
                .sorted()
                .toList();
        return (names.size() == 1 ? "topic " : "topics ") + String.join(", ", names);
    }
}
