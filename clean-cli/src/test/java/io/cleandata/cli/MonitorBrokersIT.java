package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.testkit.brokers.EmbeddedKafka;
import io.cleandata.testkit.brokers.EmbeddedPulsar;
import io.cleandata.testkit.brokers.EmbeddedRedis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/** {@code clean monitor} on each broker, from a file. */
@Timeout(180)
class MonitorBrokersIT {

    private static final int MESSAGES = 250;

    @TempDir
    private Path folder;

    @Test
    void kafka() throws IOException {
        EmbeddedKafka kafka = EmbeddedKafka.shared();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < MESSAGES; i++) {
                producer.send(new ProducerRecord<>("monitored", message(i)));
            }
        }
        monitors("{type: kafka, bootstrap-servers: \"" + kafka.bootstrapServers()
                + "\", topic: monitored, group-id: g, bounded: true}");
    }

    @Test
    void pulsar() throws IOException {
        EmbeddedPulsar pulsar = EmbeddedPulsar.shared();
        try (PulsarClient client =
                        PulsarClient.builder().serviceUrl(pulsar.serviceUrl()).build();
                Producer<byte[]> producer =
                        client.newProducer().topic("monitored").create()) {
            for (int i = 0; i < MESSAGES; i++) {
                var unused = producer.sendAsync(message(i));
            }
            producer.flush();
        }
        monitors("{type: pulsar, service-url: \"" + pulsar.serviceUrl()
                + "\", topic: monitored, subscription: s, bounded: true}");
    }

    @Test
    void redis() throws IOException {
        EmbeddedRedis redis = EmbeddedRedis.shared();
        try (Jedis jedis = new Jedis(redis.host(), redis.port(), 30_000)) {
            for (int i = 0; i < MESSAGES; i++) {
                jedis.xadd(
                        "monitored",
                        StreamEntryID.NEW_ENTRY,
                        Map.of("data", new String(message(i), StandardCharsets.UTF_8)));
            }
        }
        monitors("{type: redis, url: \"" + redis.url()
                + "\", stream: monitored, consumer-group: g, start-id: 0, bounded: true}");
    }

    private static byte[] message(int i) {
        return ("{\"features\":{\"a\":" + i + "}}").getBytes(StandardCharsets.UTF_8);
    }

    private void monitors(String source) throws IOException {
        Path file = Files.writeString(
                folder.resolve("pipeline.yaml"),
                "pipeline: {name: test, state-dir: \"" + folder.resolve("state") + "\"}\n"
                        + "source: " + source + "\n"
                        + "window: {type: count, size: 100}\n"
                        + "detectors: [missing, duplicates]\n");
        CommandRun run = CommandRun.of("monitor", file.toString());
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).containsPattern("messages +250").containsPattern("windows +3");
    }
}
