package io.cleandata.examples;

import io.cleandata.engine.PipelineConfig;
import io.cleandata.engine.RealtimePipeline;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Window;
import io.cleandata.spi.Detector;
import java.util.List;

/** A detector of your own, handed over as an object; {@code clean-examples/plugin-template} shows it as a plug-in with options. */
public final class CustomDetector implements Detector {

    private static final double LIMIT = 500;

    @Override
    public DetectorResult analyze(Window window) {
        if (!(window.feature("amount") instanceof NumericColumn amount)) {
            return DetectorResult.notAssessable("there is no numeric feature amount");
        }
        DetectorResult.Builder result = DetectorResult.ofSamples(window.size());
        for (int row = window.firstNew(); row < window.size(); row++) {
            double value = amount.value(row);
            if (Double.isNaN(value)) {
                continue;
            }
            result.score(row, value / (value + LIMIT));
            if (value > LIMIT) {
                result.issue(Issue.ofSample(row, 0.5, "amount " + value + " is above " + LIMIT, List.of("amount")));
            }
        }
        return result.build();
    }

    public static void main(String[] args) throws Exception {
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(Payments.source(2_000, 0))
                .config(PipelineConfig.builder()
                        .windowSize(500)
                        .detectors("missing")
                        .build())
                .detector("large-amounts", new CustomDetector())
                .build();
        pipeline.addWindowListener((window, report) -> report.detectors()
                .forEach((name, found) -> System.out.println(
                        "window " + window.index() + ", " + name + ": " + found.flagged() + " flagged")));
        pipeline.start();
        pipeline.awaitClosed();
    }
}
