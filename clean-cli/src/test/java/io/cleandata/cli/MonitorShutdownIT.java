package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.testkit.brokers.EmbeddedKafka;
import io.cleandata.testkit.brokers.EmbeddedRedis;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SIGTERM while messages keep coming in: what was taken is judged, acknowledged and told, and nothing else is. */
@Timeout(120)
class MonitorShutdownIT {

    private static final int WINDOW = 1009; // prime, so that a burst hardly ever ends with a window
    private static final int BURST = 500;

    @TempDir
    private Path folder;

    @Test
    void file() throws Exception {
        Path data = folder.resolve("data.jsonl");
        try (OutputStream out = Files.newOutputStream(data);
                Load load = new Load(
                        () -> out.write((message() + "\n").repeat(BURST).getBytes(StandardCharsets.UTF_8)))) {
            drains("{type: file, path: \"" + data + "\", follow: true}");
        }
    }

    @Test
    void kafka() throws Exception {
        String servers = EmbeddedKafka.shared().bootstrapServers();
        Map<String, Object> client = Map.of("bootstrap.servers", servers);
        byte[] message = message().getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
                Load load = new Load(() -> {
                    for (int i = 0; i < BURST; i++) {
                        producer.send(new ProducerRecord<>("drained", message));
                    }
                })) {
            long messages = drains("{type: kafka, bootstrap-servers: \"" + servers
                    + "\", topic: drained, group-id: drained, auto-offset-reset: earliest}");
            try (Admin admin = Admin.create(client)) {
                var committed = admin.listConsumerGroupOffsets("drained")
                        .partitionsToOffsetAndMetadata()
                        .get();
                assertThat(committed.get(new TopicPartition("drained", 0)).offset())
                        .isEqualTo(messages);
            }
        }
    }

    @Test
    void redis() throws Exception {
        EmbeddedRedis redis = EmbeddedRedis.shared();
        Map<String, String> entry = Map.of("data", message());
        try (Jedis jedis = new Jedis(redis.host(), redis.port())) {
            try (Load load = new Load(() -> {
                var pipeline = jedis.pipelined();
                for (int i = 0; i < BURST; i++) {
                    pipeline.xadd("drained", StreamEntryID.NEW_ENTRY, entry);
                }
                pipeline.sync();
            })) {
                long messages = drains("{type: redis, url: \"" + redis.url()
                        + "\", stream: drained, consumer-group: drained, start-id: 0, claim-idle: 1h}");
                try (Jedis other = new Jedis(redis.host(), redis.port())) {
                    var group = other.xinfoGroups("drained").get(0);
                    int read = other.xrange("drained", null, group.getLastDeliveredId())
                            .size();
                    assertThat(read - group.getPending()).isEqualTo(messages);
                }
            }
        }
    }

    @Test
    void secondSignalEndsWhatDoesNotDrain() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout(60_000);
            Path data =
                    Files.writeString(folder.resolve("data.jsonl"), ("no JSON\n" + message() + "\n").repeat(WINDOW));
            Path config =
                    config("{type: file, path: \"" + data + "\", follow: true}", """
                    alerts:
                      - {type: webhook, url: "http://127.0.0.1:%d/", timeout: 1h}
                    quality: {evidence: immediate}
                    """.formatted(silent.getLocalPort()));
            try (var clean = CleanProcess.start("monitor", config.toString());
                    var request = silent.accept()) {
                clean.terminate();
                clean.awaitLog("got SIGTERM");

                clean.terminate();

                assertThat(clean.awaitExit()).as("%s", clean.out()).isEqualTo(130);
                assertThat(clean.out()).isEmpty();
            }
        }
    }

    /** @return how many messages it says to have judged */
    private long drains(String source) throws Exception {
        Path reports = folder.resolve("reports.jsonl");
        try (var clean = CleanProcess.start(
                "monitor", config(source, "").toString(), "--reports", reports.toString(), "--json")) {
            clean.awaitLines(reports, 3);

            clean.terminate();

            assertThat(clean.awaitExit()).as("%s", clean.err()).isZero();
            JsonNode metrics = JsonMapper.shared().readTree(String.join("\n", clean.out()));
            long messages = metrics.get("totalMessages").asLong();
            var windows = Files.readAllLines(reports).stream()
                    .map(JsonMapper.shared()::readTree)
                    .toList();
            assertThat(metrics.get("state").asString()).isEqualTo("closed");
            assertThat(metrics.get("windowsAnalyzed").asLong()).isEqualTo(windows.size());
            assertThat(windows.stream().mapToLong(window -> window.get("size").asLong()))
                    .as("sizes of windows")
                    .satisfies(sizes -> assertThat(
                                    sizes.stream().mapToLong(Long::longValue).sum())
                            .isEqualTo(messages));
            assertThat(windows.get(windows.size() - 1).get("partial").asBoolean())
                    .isEqualTo(messages % WINDOW != 0);
            return messages;
        }
    }

    private Path config(String source, String more) throws Exception {
        return Files.writeString(
                folder.resolve("pipeline.yaml"), """
                pipeline: {name: test, state-dir: "%s", shutdown-timeout: 1h}
                source: %s
                window: {type: count, size: %d, timeout: 1h}
                detectors: [missing]
                %s
                """.formatted(folder.resolve("state"), source, WINDOW, more));
    }

    private static String message() {
        return "{\"features\":{\"a\":1,\"b\":\"x\"}}";
    }

    /** Does something again and again until it is closed. */
    private static final class Load implements AutoCloseable {
        private interface Burst {
            void make() throws Exception;
        }

        private final Thread thread;
        private final CountDownLatch over = new CountDownLatch(1);

        Load(Burst burst) {
            thread = new Thread(
                    () -> {
                        try {
                            do {
                                burst.make();
                            } while (!over.await(5, TimeUnit.MILLISECONDS));
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    "load");
            thread.start();
        }

        @Override
        public void close() throws InterruptedException {
            over.countDown();
            thread.join();
        }
    }
}
