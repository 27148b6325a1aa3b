package io.cleandata.cli;

import io.cleandata.testkit.brokers.EmbeddedKafka;
import io.cleandata.testkit.brokers.EmbeddedRedis;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/** A stream that is written to while the command reads it. One thread writes, another may ask. */
interface Upstream extends AutoCloseable {

    /** Where streams come from. */
    enum Kind {
        FILE,
        KAFKA,
        REDIS;

        /** A new stream, of a name that nobody had before. */
        Upstream open(String name, Path folder) throws IOException {
            return switch (this) {
                case FILE -> new OfFile(folder.resolve(name + ".jsonl"));
                case KAFKA -> new OfKafka(name);
                case REDIS -> new OfRedis(name);
            };
        }
    }

    /** The {@code source} of a pipeline that reads it from its begin and never ends by itself. */
    String source();

    /** Appends a message so many times. */
    void write(String message, int times) throws IOException;

    /** Messages that the pipeline has acknowledged, where the other side knows of it. */
    OptionalLong acknowledged() throws Exception;

    @Override
    void close() throws IOException;

    /** A file that grows. */
    final class OfFile implements Upstream {
        private final Path file;
        private final OutputStream out;

        private OfFile(Path file) throws IOException {
            this.file = file;
            this.out = Files.newOutputStream(file);
        }

        @Override
        public String source() {
            return "{type: file, path: \"" + file + "\", follow: true}";
        }

        @Override
        public void write(String message, int times) throws IOException {
            out.write((message + "\n").repeat(times).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public OptionalLong acknowledged() {
            return OptionalLong.empty();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** A topic of one partition, read by a group of its name. */
    final class OfKafka implements Upstream {
        private final String name;
        private final Map<String, Object> client =
                Map.of("bootstrap.servers", EmbeddedKafka.shared().bootstrapServers());
        private final KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());

        private OfKafka(String name) {
            this.name = name;
        }

        @Override
        public String source() {
            return "{type: kafka, bootstrap-servers: \"%s\", topic: %s, group-id: %s, auto-offset-reset: earliest}"
                    .formatted(client.get("bootstrap.servers"), name, name);
        }

        @Override
        public void write(String message, int times) {
            byte[] value = message.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < times; i++) {
                producer.send(new ProducerRecord<>(name, value));
            }
        }

        @Override
        public OptionalLong acknowledged() throws Exception {
            try (Admin admin = Admin.create(client)) {
                var committed = admin.listConsumerGroupOffsets(name)
                        .partitionsToOffsetAndMetadata()
                        .get();
                return OptionalLong.of(
                        committed.get(new TopicPartition(name, 0)).offset());
            }
        }

        @Override
        public void close() {
            producer.close();
        }
    }

    /** A Redis stream, read by a group of its name. */
    final class OfRedis implements Upstream {
        private final String name;
        private final EmbeddedRedis redis = EmbeddedRedis.shared();
        private final Jedis jedis = new Jedis(redis.host(), redis.port(), 30_000);

        private OfRedis(String name) {
            this.name = name;
        }

        @Override
        public String source() {
            return "{type: redis, url: \"%s\", stream: %s, consumer-group: %s, start-id: 0, claim-idle: 1h}"
                    .formatted(redis.url(), name, name);
        }

        @Override
        public void write(String message, int times) {
            var pipeline = jedis.pipelined();
            for (int i = 0; i < times; i++) {
                pipeline.xadd(name, StreamEntryID.NEW_ENTRY, Map.of("data", message));
            }
            pipeline.sync();
        }

        @Override
        public OptionalLong acknowledged() {
            try (Jedis other = new Jedis(redis.host(), redis.port(), 30_000)) {
                var group = other.xinfoGroups(name).get(0);
                long read = other.xrange(name, null, group.getLastDeliveredId()).size();
                return OptionalLong.of(read - group.getPending());
            }
        }

        @Override
        public void close() {
            jedis.close();
        }
    }
}
