package io.cleandata.benchmarks.broker;

import io.cleandata.source.redis.RedisSource;
import io.cleandata.spi.Source;
import io.cleandata.testkit.brokers.EmbeddedRedis;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;

final class RedisContender implements Contender {

    private static final int COUNT = 1000;

    private final EmbeddedRedis redis = EmbeddedRedis.start(Map.of("appendonly", "no"));

    @Override
    public void fill(String topic, int count, byte[][] values) {
        byte[] stream = bytes(topic);
        byte[] field = bytes("data");
        try (Jedis jedis = new Jedis(redis.host(), redis.port());
                Pipeline pipeline = jedis.pipelined()) {
            for (int i = 0; i < count; i++) {
                pipeline.xadd(stream, new XAddParams(), Map.of(field, values[i % values.length]));
                if (i % 10_000 == 0) {
                    pipeline.sync();
                }
            }
        }
    }

    /** Entries as the client gives them, without the maps that its higher level would make of them. */
    @Override
    public void bare(String topic, int count) {
        String group = "bare" + UUID.randomUUID();
        byte[] stream = bytes(topic);
        try (Jedis jedis = new Jedis(redis.host(), redis.port())) {
            jedis.xgroupCreate(topic, group, new StreamEntryID(0, 0), false);
            Connection connection = jedis.getConnection();
            long bytes = 0;
            int seen = 0;
            while (seen < count) {
                connection.sendCommand(
                        Command.XREADGROUP,
                        bytes("GROUP"),
                        bytes(group),
                        bytes("bare"),
                        bytes("COUNT"),
                        bytes(Integer.toString(COUNT)),
                        bytes("STREAMS"),
                        stream,
                        bytes(">"));
                List<?> streams = (List<?>) connection.getOne();
                List<?> entries = (List<?>) ((List<?>) streams.get(0)).get(1);
                byte[][] done = new byte[entries.size() + 2][];
                done[0] = stream;
                done[1] = bytes(group);
                for (int i = 0; i < entries.size(); i++) {
                    List<?> entry = (List<?>) entries.get(i);
                    done[i + 2] = (byte[]) entry.get(0);
                    bytes += ((byte[]) ((List<?>) entry.get(1)).get(1)).length;
                }
                connection.sendCommand(Command.XACK, done);
                connection.getOne();
                seen += entries.size();
            }
            jedis.xgroupDestroy(topic, group);
            BrokerThroughput.consumed(bytes);
        }
    }

    @Override
    public Source source(String topic) {
        return RedisSource.builder().host(redis.host()).port(redis.port()).stream(topic)
                .consumerGroup("clean" + UUID.randomUUID())
                .startId("0")
                .build();
    }

    @Override
    public void close() {
        redis.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
