package io.cleandata.examples;

import io.cleandata.engine.PipelineConfig;
import io.cleandata.engine.PipelineMetrics;
import io.cleandata.engine.RealtimePipeline;
import io.cleandata.generator.FaultyStream;
import io.cleandata.generator.GeneratedSample;
import io.cleandata.generator.Injection;
import io.cleandata.generator.SampleStream;
import io.cleandata.generator.Strength;
import io.cleandata.generator.fault.FaultKind;
import io.cleandata.generator.fault.Faults;
import io.cleandata.generator.stream.SoundStreams;
import io.cleandata.spi.Source;
import java.util.List;

/** What the three quickstarts have in common: the data that they produce, and the pipeline that watches it. */
final class Quickstart {

    private static final int SAMPLES = 20_000;
    private static final long SEED = 42;

    private Quickstart() {}

    /** Where a message goes. */
    interface Producer {
        void send(byte[] message) throws Exception;
    }

    /** Sends diamonds (a real data set) with a storm of duplicates and, later, a number in another unit. */
    static void produce(Producer producer) throws Exception {
        SampleStream sound = SoundStreams.diamonds();
        FaultyStream stream = new FaultyStream(
                sound,
                List.of(
                        Injection.of(
                                Faults.of(FaultKind.RETRY_STORM, sound.profile(), Strength.STRONG, SEED), 6_000, 9_000),
                        Injection.of(
                                Faults.of(
                                        FaultKind.UNIT_CHANGE,
                                        sound.profile().withNumeric("y", 1.14),
                                        Strength.STRONG,
                                        SEED + 1),
                                13_000,
                                16_000)));
        for (int i = 0; i < SAMPLES; i++) {
            GeneratedSample sample = stream.next();
            if (sample == null) {
                break;
            }
            producer.send(sample.toBytes());
        }
    }

    /** Watches a source to its end and prints what is found. */
    static void watch(Source source) throws InterruptedException {
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(source)
                .config(PipelineConfig.builder()
                        .windowSize(1000)
                        .qualityThreshold(0.8)
                        .alertOnDegradation(true)
                        .build())
                .build();
        pipeline.addAlertHandler(alert -> System.out.println("Quality alert: " + alert.message()));
        pipeline.addReportListener(
                report -> System.out.printf("window %2d  quality %.3f%n", report.index(), report.score()));
        pipeline.start();
        pipeline.awaitClosed();
        PipelineMetrics metrics = pipeline.metrics();
        System.out.printf(
                "%d messages, %d windows, %d issues, %d alerts%n",
                metrics.totalMessages(), metrics.windowsAnalyzed(), metrics.totalIssues(), metrics.alertsSent());
    }
}
