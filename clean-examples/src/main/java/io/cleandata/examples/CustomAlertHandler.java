package io.cleandata.examples;

import io.cleandata.engine.PipelineConfig;
import io.cleandata.engine.RealtimePipeline;
import io.cleandata.model.Severity;

/** Alerts that your own code takes: a retry storm repeats one payment a thousand times. */
public final class CustomAlertHandler {

    private CustomAlertHandler() {}

    public static void main(String[] args) throws Exception {
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(Payments.source(5_000, 1_000))
                .config(PipelineConfig.builder()
                        .windowSize(500)
                        .detectors("duplicates")
                        .build())
                .build();
        pipeline.addAlertHandler(alert -> {
            if (alert.severity() == Severity.CRITICAL) {
                System.out.println("PAGE: " + alert.message());
            } else {
                System.out.println("note: " + alert.message());
            }
        });
        pipeline.start();
        pipeline.awaitClosed();
        System.out.println("Final metrics: " + pipeline.metrics());
    }
}
