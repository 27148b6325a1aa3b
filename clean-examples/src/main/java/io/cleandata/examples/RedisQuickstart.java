package io.cleandata.examples;

import io.cleandata.source.redis.RedisSource;
import io.cleandata.testkit.brokers.EmbeddedRedis;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.params.XAddParams;

/**
 * Produces a data set with faults into a Redis stream and watches it. Arguments: the URL; without one, a server is started for the
 * example.
 */
public final class RedisQuickstart {

    private static final byte[] STREAM = bytes("ml:data:stream");
    private static final byte[] FIELD = bytes("data");

    private RedisQuickstart() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            run(args[0]);
            return;
        }
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            run(redis.url());
        }
    }

    private static void run(String url) throws Exception {
        try (Jedis jedis = new Jedis(url);
                Pipeline pipeline = jedis.pipelined()) {
            Quickstart.produce(message -> pipeline.xadd(STREAM, new XAddParams(), Map.of(FIELD, message)));
        }
        Quickstart.watch(RedisSource.builder().url(url).stream("ml:data:stream")
                .consumerGroup("quality-monitors")
                .startId("0")
                .bounded(true) // to the end of what is there; leave it out to go on for ever
                .build());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
