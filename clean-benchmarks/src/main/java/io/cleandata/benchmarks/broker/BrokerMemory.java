package io.cleandata.benchmarks.broker;

import io.cleandata.benchmarks.RandomMessages;
import io.cleandata.engine.RealtimePipeline;
import io.cleandata.engine.SystemTime;
import io.cleandata.model.DetectorResult;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads many messages with a detector that is slower than the broker, so that the source must wait. Run it with little memory: {@code JAVA_OPTS=-Xmx256m}.
 *
 * <p>Arguments: {@code kafka}, {@code pulsar} or {@code redis}; number of messages (10,000,000); milliseconds that the detector takes for a window of 1,000 (4).
 */
public final class BrokerMemory {

    private BrokerMemory() {}

    public static void main(String[] args) throws Exception {
        String server = args.length > 0 ? args[0] : "kafka";
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 10_000_000;
        long nanos = (args.length > 2 ? Long.parseLong(args[2]) : 4) * 1_000_000;
        try (Contender contender = BrokerThroughput.contender(server)) {
            contender.fill("memory", count, RandomMessages.values(BrokerThroughput.DISTINCT));
            long begin = SystemTime.ticker().read();
            RealtimePipeline pipeline = RealtimePipeline.builder()
                    .source(contender.source("memory"))
                    .setting("window", Map.of("size", BrokerThroughput.WINDOW))
                    .setting("detectors", List.of())
                    .detector("slow", window -> {
                        LockSupport.parkNanos(nanos);
                        return DetectorResult.ofSamples(window.size()).build();
                    })
                    .build();
            BrokerThroughput.finish(pipeline, count);
            double seconds = (SystemTime.ticker().read() - begin) / 1e9;
            long peak = 0;
            for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
                if (pool.getType() == MemoryType.HEAP) {
                    peak += pool.getPeakUsage().getUsed();
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d messages in %.0f s with a heap of at most %d MB (peak of its pools together: %d MB); %d windows%n",
                    server,
                    pipeline.metrics().totalMessages(),
                    seconds,
                    Runtime.getRuntime().maxMemory() >> 20,
                    peak >> 20,
                    pipeline.metrics().windowsAnalyzed());
        }
        System.exit(0); // some clients' threads take their time
    }
}
