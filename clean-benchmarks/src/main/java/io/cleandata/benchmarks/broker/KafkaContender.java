package io.cleandata.benchmarks.broker;

import io.cleandata.source.kafka.KafkaSource;
import io.cleandata.spi.Source;
import io.cleandata.testkit.brokers.EmbeddedKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

final class KafkaContender implements Contender {

    private final EmbeddedKafka kafka = EmbeddedKafka.start();

    @Override
    public void fill(String topic, int count, byte[][] values) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", "5", "batch.size", "65536"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(topic, values[i % values.length]));
            }
        }
    }

    @Override
    public void bare(String topic, int count) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "group.id", "bare" + UUID.randomUUID(),
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest",
                "max.poll.records", "2000");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            long bytes = 0;
            int seen = 0;
            while (seen < count) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
                for (ConsumerRecord<byte[], byte[]> each : records) {
                    bytes += each.value().length;
                    seen++;
                }
                consumer.commitAsync();
            }
            consumer.commitSync();
            BrokerThroughput.consumed(bytes);
        }
    }

    @Override
    public Source source(String topic) {
        return KafkaSource.builder()
                .bootstrapServers(kafka.bootstrapServers())
                .topic(topic)
                .groupId("clean" + UUID.randomUUID())
                .autoOffsetReset("earliest")
                .build();
    }

    @Override
    public void close() {
        kafka.close();
    }
}
