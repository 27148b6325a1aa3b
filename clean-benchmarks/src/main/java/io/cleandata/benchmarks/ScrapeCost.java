package io.cleandata.benchmarks;

import io.cleandata.engine.RealtimePipeline;
import io.cleandata.metrics.prometheus.PrometheusMetrics;
import io.cleandata.source.memory.MemorySource;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a scrape costs its thread in CPU time, with the pipeline at rest and under full load: the median of many. */
public final class ScrapeCost {

    private static final int SCRAPES = 400;
    private static final int WARM_UP = 10_000;

    private ScrapeCost() {}

    /** Prints both. */
    public static void main(String[] arguments) throws Exception {
        MemorySource source = new MemorySource();
        PrometheusMetrics metrics = PrometheusMetrics.builder().port(0).build();
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(source)
                .setting("window", Map.of("size", 1000))
                .setting("alerts", List.of(Map.of("type", "log")))
                .build();
        pipeline.addMetricsHandler(metrics);
        pipeline.start();
        PrometheusMeterRegistry registry = (PrometheusMeterRegistry) metrics.registry();
        load(source, pipeline, () -> {
            for (int i = 0; i < WARM_UP; i++) {
                registry.scrape();
            }
            return 0;
        });
        double before = scrapes(registry);
        long messages = pipeline.metrics().totalMessages();
        double loaded = load(source, pipeline, () -> scrapes(registry));
        messages = pipeline.metrics().totalMessages() - messages;
        double idle = (before + scrapes(registry)) / 2;
        System.out.printf(
                Locale.ROOT,
                "CPU time of a scrape of %d bytes, median of %d: %.0f us at rest, %.0f us under load (%d messages"
                        + " meanwhile): %.2f times%n",
                registry.scrape().getBytes(StandardCharsets.UTF_8).length,
                SCRAPES,
                idle,
                loaded,
                messages,
                loaded / idle);
        pipeline.close();
    }

    private interface Measurement {
        double take() throws InterruptedException;
    }

    /** Measures while messages pour in as fast as they are taken, and waits until all are done. */
    private static double load(MemorySource source, RealtimePipeline pipeline, Measurement measurement)
            throws InterruptedException {
        AtomicBoolean sending = new AtomicBoolean(true);
        Thread producer = producer(source, sending);
        TimeUnit.SECONDS.sleep(2);
        double measured = measurement.take();
        sending.set(false);
        producer.join();
        long seen = -1;
        while (seen != pipeline.metrics().windowsAnalyzed()) {
            seen = pipeline.metrics().windowsAnalyzed();
            TimeUnit.SECONDS.sleep(2);
        }
        return measured;
    }

    private static Thread producer(MemorySource source, AtomicBoolean sending) {
        Thread thread = new Thread(() -> {
            Random random = new Random(7);
            try {
                while (sending.get()) {
                    source.send("{\"features\":{\"a\":" + random.nextGaussian() + ",\"b\":" + random.nextGaussian()
                            + ",\"c\":\"" + (char) ('a' + random.nextInt(5)) + "\"},\"label\":\""
                            + random.nextInt(2) + "\"}");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The median in microseconds. */
    private static double scrapes(PrometheusMeterRegistry registry) throws InterruptedException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] spent = new long[SCRAPES];
        for (int i = 0; i < SCRAPES; i++) {
            long begin = threads.getCurrentThreadCpuTime();
            registry.scrape();
            spent[i] = threads.getCurrentThreadCpuTime() - begin;
            TimeUnit.MILLISECONDS.sleep(5);
        }
        Arrays.sort(spent);
        return spent[SCRAPES / 2] / 1e3;
    }
}
