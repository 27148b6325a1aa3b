package io.cleandata.examples;

import com.google.inject.AbstractModule;
import io.cleandata.engine.PipelineConfig;
import io.cleandata.engine.RealtimePipeline;
import io.cleandata.model.DetectorResult;
import io.cleandata.score.Score;
import io.cleandata.score.ScoreModel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Replaces parts of the engine by one's own: how the score is made, and what time it is. The same way lead {@code Ticker}, {@code MessageParser}, {@code AlertPolicy} and
 * {@code MeterRegistry}.
 */
public final class GuiceOverride {

    private GuiceOverride() {}

    /** The share of samples without any fault, plain and without weights. */
    private static final ScoreModel SHARE_WITHOUT_FAULT = (window, results) -> {
        boolean[] faulty = new boolean[window.size()];
        for (DetectorResult result : results.values()) {
            result.issues().stream().filter(issue -> issue.row() >= 0).forEach(issue -> faulty[issue.row()] = true);
        }
        int sound = 0;
        for (int row = window.firstNew(); row < window.size(); row++) {
            sound += faulty[row] ? 0 : 1;
        }
        double share = (double) sound / window.newRows();
        double error = 1.96 * Math.sqrt(share * (1 - share) / window.newRows());
        return new Score(share, Math.max(0, share - error), Math.min(1, share + error));
    };

    public static void main(String[] args) throws Exception {
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(Payments.source(2_000, 400))
                .config(PipelineConfig.builder()
                        .windowSize(400)
                        .detectors("duplicates")
                        .build())
                .override(new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(ScoreModel.class).toInstance(SHARE_WITHOUT_FAULT);
                        bind(InstantSource.class)
                                .toInstance(InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z")));
                    }
                })
                .build();
        pipeline.addReportListener(report -> System.out.printf(
                Locale.ROOT,
                "%s window %d: %.3f of the samples are without fault%n",
                report.window().closed(),
                report.index(),
                report.score()));
        pipeline.start();
        pipeline.awaitClosed();
    }
}
