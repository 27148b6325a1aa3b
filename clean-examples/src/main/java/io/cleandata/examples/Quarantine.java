package io.cleandata.examples;

import io.cleandata.engine.PipelineConfig;
import io.cleandata.engine.RealtimePipeline;
import io.cleandata.source.redis.RedisSource;
import io.cleandata.testkit.brokers.EmbeddedRedis;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Sorts a stream while it watches it: bad messages to dead letters, flagged samples to a quarantine, all others to a stream that training
 * reads. Arguments: the URL of a Redis; without one, a server is started for the example.
 */
public final class Quarantine {

    private Quarantine() {}

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
        try (Jedis jedis = new Jedis(url)) {
            Payments payments = new Payments();
            for (int i = 1; i <= 2_000; i++) {
                String message = i % 400 == 0 ? "not JSON" : payments.next();
                jedis.xadd("payments", StreamEntryID.NEW_ENTRY, Map.of("data", message));
                if (i % 100 == 1) {
                    jedis.xadd("payments", StreamEntryID.NEW_ENTRY, Map.of("data", message)); // once more
                }
            }
            RealtimePipeline pipeline = RealtimePipeline.builder()
                    .source(RedisSource.builder().url(url).stream("payments")
                            .consumerGroup("quality")
                            .startId("0")
                            .bounded(true)
                            .build())
                    .config(PipelineConfig.builder()
                            .windowSize(500)
                            .detectors("duplicates", "missing")
                            .build())
                    .setting("dead-letter", Map.of("topic", "payments-dead"))
                    .setting("quarantine", Map.of("topic", "payments-quarantine", "min-severity", 0.5))
                    .setting("pass-to", Map.of("topic", "payments-clean"))
                    .build();
            pipeline.start();
            pipeline.awaitClosed();
            System.out.println("Dead: " + jedis.xlen("payments-dead"));
            System.out.println("Quarantined: " + jedis.xlen("payments-quarantine"));
            System.out.println("Passed on: " + jedis.xlen("payments-clean"));
            StreamEntry first = jedis.xrange("payments-quarantine", "-", "+", 1).get(0);
            System.out.println("Why: " + first.getFields().get("clean-reason"));
        }
    }
}
