package io.cleandata.examples;

import io.cleandata.engine.PipelineConfig;
import io.cleandata.engine.RealtimePipeline;
import io.cleandata.source.memory.MemorySource;

/** Stopping without losing anything: the window that is still open is analysed, and all that was taken is acknowledged. */
public final class GracefulShutdown {

    private GracefulShutdown() {}

    public static void main(String[] args) throws Exception {
        MemorySource source = new MemorySource();
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(source)
                .config(PipelineConfig.builder()
                        .windowSize(1000)
                        .detectors("duplicates")
                        .build())
                .build();
        pipeline.stopOnShutdown(); // SIGTERM and SIGINT drain too
        pipeline.start();
        Payments payments = new Payments();
        for (int i = 0; i < 1_500; i++) {
            source.send(payments.next());
        }
        pipeline.stop();
        pipeline.awaitClosed();
        System.out.println("Taken: " + pipeline.metrics().totalMessages());
        System.out.println("Acknowledged: " + source.acknowledged().size());
    }
}
