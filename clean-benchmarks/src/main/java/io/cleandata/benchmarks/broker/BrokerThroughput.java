package io.cleandata.benchmarks.broker;

import io.cleandata.benchmarks.RandomMessages;
import io.cleandata.engine.RealtimePipeline;
import io.cleandata.engine.SystemTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A pipeline that parses, cuts windows and acknowledges, without detectors, against the bare client that reads the same messages and acknowledges them; in alternating
 * pairs, since only what was measured side by side can be compared. Then the pipeline with the detectors labels, duplicates and outliers. Messages have about 200 bytes
 * and 10 features.
 *
 * <p>Arguments: {@code kafka}, {@code pulsar} or {@code redis}; number of messages (1,000,000); number of pairs (5); number of messages for the detectors (200,000).
 */
public final class BrokerThroughput {

    static final int DISTINCT = 20_000;
    static final int WINDOW = 1_000;
    private static long consumed;

    private BrokerThroughput() {}

    public static void main(String[] args) throws Exception {
        String server = args.length > 0 ? args[0] : "kafka";
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        int pairs = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        int detected = args.length > 3 ? Integer.parseInt(args[3]) : 200_000;
        byte[][] values = RandomMessages.values(DISTINCT);
        try (Contender contender = contender(server)) {
            contender.fill("throughput", count, values);
            double[] bare = new double[pairs];
            double[] pipeline = new double[pairs];
            double[] ratio = new double[pairs];
            for (int pair = 0; pair < pairs; pair++) {
                long begin = SystemTime.ticker().read();
                contender.bare("throughput", count);
                bare[pair] = rate(count, begin);
                begin = SystemTime.ticker().read();
                run(contender, "throughput", count, List.of());
                pipeline[pair] = rate(count, begin);
                ratio[pair] = pipeline[pair] / bare[pair];
                System.out.printf(
                        Locale.ROOT,
                        "%s pair %d: bare %,10.0f/s, pipeline %,10.0f/s, ratio %.2f%n",
                        server,
                        pair + 1,
                        bare[pair],
                        pipeline[pair],
                        ratio[pair]);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s median: bare %,10.0f/s, pipeline %,10.0f/s, ratio %.2f%n",
                    server,
                    median(bare),
                    median(pipeline),
                    median(ratio));
            if (detected > 0) {
                contender.fill("detected", detected, values);
                long begin = SystemTime.ticker().read();
                run(contender, "detected", detected, List.of("labels", "duplicates", "outliers"));
                System.out.printf(
                        Locale.ROOT,
                        "%s with labels, duplicates and outliers: %,10.0f samples/s%n",
                        server,
                        rate(detected, begin));
            }
        }
        if (consumed == 0) {
            throw new IllegalStateException("nothing was read");
        }
        System.exit(0); // some clients' threads take their time
    }

    static Contender contender(String server) throws Exception {
        return switch (server) {
            case "kafka" -> new KafkaContender();
            case "pulsar" -> new PulsarContender();
            case "redis" -> new RedisContender();
            default -> throw new IllegalArgumentException(server + " is neither kafka nor pulsar nor redis");
        };
    }

    private static void run(Contender contender, String topic, int count, List<String> detectors)
            throws InterruptedException {
        finish(
                RealtimePipeline.builder()
                        .source(contender.source(topic))
                        .setting("window", Map.of("size", WINDOW))
                        .setting("detectors", detectors)
                        .build(),
                count);
    }

    /** Runs until so many messages are taken, analysed and acknowledged. */
    static void finish(RealtimePipeline pipeline, long count) throws InterruptedException {
        pipeline.start();
        while (pipeline.metrics().totalMessages() < count) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        pipeline.stop();
        if (pipeline.metrics().windowsAnalyzed() < count / WINDOW) {
            throw new IllegalStateException(
                    "analysed only " + pipeline.metrics().windowsAnalyzed() + " windows");
        }
    }

    /** Takes note of what a bare client has read, so that reading is not optimised away. */
    static void consumed(long bytes) {
        consumed += bytes;
    }

    private static double rate(int count, long begin) {
        return count * 1e9 / (SystemTime.ticker().read() - begin);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
