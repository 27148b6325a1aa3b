package io.cleandata.metrics.prometheus;

import io.cleandata.engine.RealtimePipeline;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Message;
import io.cleandata.source.memory.MemorySource;
import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a pipeline exposes after a run in which everything has happened that has a meter: sound and bad messages, alerts, failures. */
final class ExposedMetrics {

    private static final Pattern SERIES = Pattern.compile("(?m)^(clean_[a-z0-9_]+)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    private ExposedMetrics() {}

    static String text() throws Exception {
        MemorySource source = new MemorySource();
        PrometheusMetrics metrics = PrometheusMetrics.builder().port(0).build();
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .name("p")
                .source(source)
                .setting("detectors", List.of())
                .setting("window", Map.of("size", 100, "max-open-samples", 60))
                .setting("quality", Map.of("threshold", 1.0, "critical", 1.0, "evidence", "immediate"))
                .setting("alerts", List.of(Map.of("type", "log", "name", "log")))
                .detector("fails", window -> DetectorResult.failed("it must"))
                .build();
        pipeline.addAsyncAlertHandler("broken", alert -> {
            throw new CleanException(CleanException.Kind.EXTERNAL, "it must");
        });
        pipeline.addMetricsHandler(metrics);
        pipeline.start();
        for (int i = 1; i <= 300; i++) {
            source.send(Message.builder("m")
                    .position(i, 0, 0)
                    .timestamp(Instant.now().toEpochMilli())
                    .value(i % 50 == 0 ? "not json" : "{\"features\": {\"x\": " + i + "}}")
                    .build());
        }
        source.end();
        pipeline.awaitClosed();
        String text = scrape(metrics, "/metrics");
        pipeline.close();
        return text;
    }

    static String scrape(PrometheusMetrics metrics, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metrics.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Names of series with their labels. */
    static Map<String, TreeSet<String>> series(String text) {
        Map<String, TreeSet<String>> series = new TreeMap<>();
        Matcher matcher = SERIES.matcher(text);
        while (matcher.find()) {
            TreeSet<String> labels = series.computeIfAbsent(matcher.group(1), name -> new TreeSet<>());
            Matcher label = LABEL.matcher(matcher.group(2));
            while (label.find()) {
                labels.add(label.group(1));
            }
        }
        return series;
    }
}
