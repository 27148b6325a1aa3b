package io.cleandata.source.kafka;

import io.cleandata.model.Message;
import io.cleandata.spi.Source;
import io.cleandata.testkit.Patience;
import io.cleandata.testkit.PipelineHarness;
import io.cleandata.testkit.brokers.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A fresh topic on the shared server. */
final class KafkaHarness implements PipelineHarness {

    static final int PARTITIONS = 2;

    final String topic = "t" + UUID.randomUUID();
    final String group = "g" + UUID.randomUUID();
    private final EmbeddedKafka kafka = EmbeddedKafka.shared();
    private final Map<String, String> client;
    private final KafkaProducer<byte[], byte[]> producer;

    KafkaHarness(Map<String, String> client) {
        this.client = client;
        createTopic(topic, PARTITIONS);
        producer = producer(Map.of());
    }

    KafkaSourceBuilder builder() {
        return KafkaSource.builder()
                .bootstrapServers(kafka.bootstrapServers())
                .topic(topic)
                .groupId(group)
                .autoOffsetReset("earliest")
                .client(client);
    }

    @Override
    public Source source() {
        return builder().build();
    }

    @Override
    public Optional<Source> bounded() {
        return Optional.of(builder().bounded(true).build());
    }

    @Override
    public String settings() {
        return settings(topic, group);
    }

    @Override
    public String endless() {
        return settings().replace(", bounded: true", "");
    }

    @Override
    public String soonMissed() {
        return settings()
                .replace("bounded: true", "client: {session.timeout.ms: \"6000\", heartbeat.interval.ms: \"300\"}");
    }

    @Override
    public void restartServer() {
        kafka.kill();
        kafka.restart();
    }

    @Override
    public String settings(String destination) {
        return settings(destination, "g" + UUID.randomUUID());
    }

    private String settings(String from, String by) {
        return "{type: kafka, bootstrap-servers: \"" + kafka.bootstrapServers() + "\", topic: " + from + ", group-id: "
                + by + ", auto-offset-reset: earliest, bounded: true}";
    }

    @Override
    public String refusing() {
        String destination = "r" + UUID.randomUUID();
        createTopic(destination, 1);
        largest(destination, "1");
        return destination;
    }

    @Override
    public void accept(String destination) {
        largest(destination, "1000000");
    }

    private void largest(String destination, String bytes) {
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, destination),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int partitions() {
        return PARTITIONS;
    }

    @Override
    public boolean sharesPartitions() {
        return true;
    }

    @Override
    public void write(int partition, List<byte[]> values) {
        values.forEach(value -> producer.send(new ProducerRecord<>(topic, partition, null, value)));
        producer.flush();
    }

    void tombstone(int partition, String key) {
        producer.send(new ProducerRecord<>(topic, partition, key.getBytes(StandardCharsets.UTF_8), null));
        producer.flush();
    }

    void writeAt(int partition, long timestamp, String value) {
        producer.send(new ProducerRecord<>(topic, partition, timestamp, null, value.getBytes(StandardCharsets.UTF_8)));
        producer.flush();
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void createTopic(String name, int partitions) {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    /** The offsets that the group has, by partition. */
    Map<Integer, Long> committed() {
        try (Admin admin = admin()) {
            Map<Integer, Long> offsets = new HashMap<>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((id, offset) -> {
                        if (offset != null) {
                            offsets.put(id.partition(), offset.offset());
                        }
                    });
            return offsets;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sets the offset that the group has. */
    void commit(int partition, long offset) throws InterruptedException, ExecutionException {
        try (Admin admin = admin()) {
            admin.alterConsumerGroupOffsets(
                            group, Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    /** Deletes what stands before an offset, as retention does. */
    void deleteBefore(int partition, long offset) throws InterruptedException, ExecutionException {
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    /** Drops all members of the group, as the broker does with those that it does not hear for long. */
    void dropMembers() throws InterruptedException, ExecutionException {
        try (Admin admin = admin()) {
            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
        }
    }

    @Override
    public List<Message> sent(String destination, int count) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = List.of(new TopicPartition(destination, 0));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            List<Message> messages = new ArrayList<>();
            Patience patience = new Patience();
            while (messages.size() < count && patience.lasts()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    Map<String, String> headers = new HashMap<>();
                    record.headers().forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
                    messages.add(Message.builder(destination)
                            .value(record.value())
                            .headers(headers)
                            .build());
                }
            }
            return messages;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
