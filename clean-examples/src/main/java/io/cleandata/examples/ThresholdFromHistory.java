package io.cleandata.examples;

import io.cleandata.engine.PipelineConfig;
import io.cleandata.engine.RealtimePipeline;
import io.cleandata.model.AlertState;
import io.cleandata.source.memory.MemorySource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Chooses a threshold: replays history that is known to be good, takes what its windows score at least, and shows that a known incident falls below it.
 * {@code clean tune} does more of it.
 */
public final class ThresholdFromHistory {

    private static final int WINDOW = 500;

    private ThresholdFromHistory() {}

    public static void main(String[] args) throws Exception {
        List<Double> lowest = new ArrayList<>();
        RealtimePipeline good = pipeline(Payments.source(10_000, 0), 0.8);
        good.addReportListener(report -> lowest.add(report.scoreLow()));
        good.start();
        good.awaitClosed();

        double threshold = Math.floor(Collections.min(lowest) * 100) / 100 - 0.02;
        System.out.printf(
                Locale.ROOT, "Good windows score at least %.3f: threshold %.2f%n", Collections.min(lowest), threshold);

        RealtimePipeline incident = pipeline(Payments.source(10_000, 1_000), threshold);
        incident.addReportListener(report -> report.alerts().stream()
                .filter(alert -> alert.state() == AlertState.OPENED)
                .forEach(alert ->
                        System.out.println("Would have alerted in window " + alert.window() + ": " + alert.message())));
        incident.start();
        incident.awaitClosed();
    }

    private static RealtimePipeline pipeline(MemorySource history, double threshold) {
        return RealtimePipeline.builder()
                .source(history)
                .config(PipelineConfig.builder()
                        .windowSize(WINDOW)
                        .qualityThreshold(threshold)
                        .detectors("duplicates", "missing", "outliers")
                        .build())
                .build();
    }
}
