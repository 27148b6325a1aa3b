package io.cleandata.examples;

import io.cleandata.engine.PipelineConfig;
import io.cleandata.engine.RealtimePipeline;
import io.cleandata.metrics.prometheus.PrometheusMetrics;
import io.cleandata.source.memory.MemorySource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A pipeline's figures for Prometheus, scraped once to show them. */
public final class PrometheusEndpoint {

    private PrometheusEndpoint() {}

    public static void main(String[] args) throws Exception {
        PrometheusMetrics prometheus = PrometheusMetrics.builder().port(0).build(); // 9090 in earnest
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(new MemorySource())
                .config(PipelineConfig.builder()
                        .windowSize(500)
                        .detectors("duplicates")
                        .build())
                .build();
        pipeline.addMetricsHandler(prometheus);
        pipeline.start();
        HttpRequest scrape = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + prometheus.port() + "/metrics"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(scrape, HttpResponse.BodyHandlers.ofString());
        answer.body().lines().filter(line -> line.startsWith("clean_")).forEach(System.out::println);
        pipeline.stop();
        pipeline.awaitClosed();
    }
}
