package io.cleandata.source.redis;

import io.cleandata.model.Message;
import io.cleandata.spi.Source;
import io.cleandata.testkit.PipelineHarness;
import io.cleandata.testkit.brokers.EmbeddedRedis;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;

/** Two fresh streams on the shared server. */
final class RedisHarness implements PipelineHarness {

    final EmbeddedRedis redis = EmbeddedRedis.shared();
    final List<String> streams = List.of("s" + UUID.randomUUID(), "s" + UUID.randomUUID());
    Jedis jedis = connect(redis);

    RedisSourceBuilder builder() {
        return RedisSource.builder()
                .host(redis.host())
                .port(redis.port())
                .streams(streams)
                .consumerGroup("g")
                .startId("0");
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
        return settings("[" + String.join(", ", streams) + "]", "g");
    }

    @Override
    public String endless() {
        return settings().replace(", bounded: true", "");
    }

    @Override
    public void restartServer() {
        redis.kill();
        redis.restart();
        connectAgain();
    }

    void connectAgain() {
        jedis.close();
        jedis = connect(redis);
    }

    /** With more patience than the two seconds that Jedis has. */
    static Jedis connect(EmbeddedRedis redis) {
        return new Jedis(redis.host(), redis.port(), 30_000);
    }

    @Override
    public String settings(String destination) {
        return settings("[" + destination + "]", "g" + UUID.randomUUID());
    }

    private String settings(String from, String by) {
        return "{type: redis, url: \"" + redis.url() + "\", streams: " + from + ", consumer-group: " + by
                + ", start-id: 0, bounded: true}";
    }

    @Override
    public String refusing() {
        String destination = "r" + UUID.randomUUID();
        jedis.set(destination, "no stream");
        return destination;
    }

    @Override
    public void accept(String destination) {
        jedis.del(destination);
    }

    @Override
    public int partitions() {
        return streams.size();
    }

    @Override
    public boolean marksRedeliveries() {
        return true;
    }

    @Override
    public void write(int partition, List<byte[]> values) {
        var pipeline = jedis.pipelined();
        for (byte[] value : values) {
            pipeline.xadd(
                    streams.get(partition).getBytes(StandardCharsets.UTF_8),
                    new XAddParams(),
                    Map.of("data".getBytes(StandardCharsets.UTF_8), value));
        }
        pipeline.sync();
    }

    StreamEntryID writeFields(Map<String, String> fields) {
        return jedis.xadd(streams.get(0), StreamEntryID.NEW_ENTRY, fields);
    }

    @Override
    public List<Message> sent(String destination, int count) {
        List<Message> messages = new ArrayList<>();
        jedis.xrange(destination, (StreamEntryID) null, (StreamEntryID) null).forEach(entry -> {
            Map<String, String> fields = new HashMap<>(entry.getFields());
            messages.add(Message.builder(destination)
                    .value(fields.remove("data"))
                    .headers(fields)
                    .build());
        });
        return messages;
    }

    @Override
    public void close() {
        jedis.close();
    }
}
