package io.cleandata.examples;

import io.cleandata.engine.PipelineConfig;
import io.cleandata.engine.RealtimePipeline;
import java.util.Locale;
import java.util.Map;

/** A score for each producer, so that one bad producer among many is seen. */
public final class KeyedWindows {

    private KeyedWindows() {}

    public static void main(String[] args) throws Exception {
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(Payments.source(3_000, 600))
                .config(PipelineConfig.builder()
                        .window("keyed", Map.of("by", "producer", "window", Map.of("type", "count", "size", 500)))
                        .detectors("duplicates")
                        .build())
                .build();
        pipeline.addWindowListener((window, report) -> System.out.printf(
                Locale.ROOT, "producer %s, window %d: score %.3f%n", window.key(), window.index(), report.score()));
        pipeline.start();
        pipeline.awaitClosed();
    }
}
