package io.cleandata.examples;

import io.cleandata.engine.PipelineConfig;
import io.cleandata.engine.RealtimePipeline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The same stream cut in three ways. */
public final class WindowingStrategies {

    private WindowingStrategies() {}

    public static void main(String[] args) throws Exception {
        Map<String, PipelineConfig.Builder> strategies = new LinkedHashMap<>();
        strategies.put("every 1000", PipelineConfig.builder().windowSize(1000));
        strategies.put(
                "the last 1000, every 200",
                PipelineConfig.builder().windowSize(1000).slideSize(200));
        strategies.put(
                "every minute, at least 100",
                PipelineConfig.builder().windowDuration(Duration.ofSeconds(60)).minWindowSize(100));
        for (Map.Entry<String, PipelineConfig.Builder> strategy : strategies.entrySet()) {
            RealtimePipeline pipeline = RealtimePipeline.builder()
                    .source(Payments.source(3_000, 0))
                    .config(strategy.getValue().detectors("duplicates").build())
                    .build();
            pipeline.start();
            pipeline.awaitClosed();
            System.out.println(strategy.getKey() + ": " + pipeline.metrics().windowsAnalyzed() + " windows");
        }
    }
}
