package io.cleandata.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Message;
import io.cleandata.model.WindowReport;
import io.cleandata.source.memory.MemorySource;
import io.cleandata.spi.Detector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RealtimePipelineTest {

    static final Detector NEGATIVE = window -> {
        DetectorResult.Builder result = DetectorResult.ofSamples(window.size());
        double[] x =
                ((io.cleandata.model.NumericColumn) java.util.Objects.requireNonNull(window.feature("x"))).values();
        for (int row = 0; row < window.size(); row++) {
            result.score(row, x[row] < 0 ? 1 : 0);
            if (x[row] < 0) {
                result.issue(Issue.ofSample(row, 1, "negative"));
            }
        }
        return result.build();
    };

    @Test
    void analysesWindowsInOrderAndAcknowledgesEveryMessageInOrder() throws Exception {
        MemorySource source = new MemorySource();
        List<WindowReport> reports = new CopyOnWriteArrayList<>();
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(source)
                .setting("window", Map.of("size", 100))
                .setting("detectors", List.of())
                .detector("negative", NEGATIVE)
                .build();
        pipeline.addWindowListener((window, report) -> reports.add(report));
        pipeline.start();
        for (int i = 1; i <= 1050; i++) {
            source.send(i % 10 == 0 ? "not json" : "{\"features\": {\"x\": " + (i % 100 == 1 ? -1 : i) + "}}");
        }
        source.end();
        pipeline.awaitClosed();

        assertThat(reports).extracting(WindowReport::index).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(reports.get(0).size()).isEqualTo(100);
        assertThat(reports.get(9).size()).isEqualTo(45);
        assertThat(reports.get(9).partial()).isTrue();
        assertThat(positions(source.acknowledged()))
                .isEqualTo(LongStream.rangeClosed(1, 1050).boxed().toList());
        PipelineMetrics metrics = pipeline.metrics();
        assertThat(metrics.state()).isEqualTo(PipelineState.CLOSED);
        assertThat(metrics.totalMessages()).isEqualTo(1050);
        assertThat(metrics.badMessages()).isEqualTo(Map.of("not-json", 105L));
        assertThat(metrics.totalIssues()).isEqualTo(11);
        assertThat(metrics.currentQualityScore()).isBetween(0.9, 1.0);
    }

    static List<Long> positions(List<Message> messages) {
        List<Long> positions = new ArrayList<>();
        messages.forEach(m -> positions.add(m.positionFirst()));
        return positions;
    }
}
