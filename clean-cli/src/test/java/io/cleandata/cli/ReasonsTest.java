package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorReport;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReasonsTest {
    private static final int SIZE = 4;

    @Test
    void aFaultOfAFieldCountsThoughNoSampleIsFlagged() {
        var outliers = DetectorResult.ofSamples(SIZE)
                .issue(Issue.ofSample(1, 0.9, "far away"))
                .build();
        var schema = DetectorResult.ofSamples(SIZE)
                .issue(Issue.ofFeature("k", 0.2, "k is a new field"))
                .build();

        assertThat(reason(0, Map.of("outliers", outliers, "schema", schema))).isEqualTo("schema: k is a new field");
        assertThat(reason(0, Map.of("outliers", outliers))).isEqualTo("outliers (1 flagged): far away");
    }

    @Test
    void samplesThatAWindowShowsAgainCountInTheirFirst() {
        var labels = DetectorResult.ofSamples(SIZE)
                .issue(Issue.ofSample(0, 0.9, "old"))
                .issue(Issue.ofSample(1, 0.9, "old too"))
                .build();
        var outliers = DetectorResult.ofSamples(SIZE)
                .issue(Issue.ofSample(3, 0.3, "new"))
                .build();

        assertThat(reason(2, Map.of("labels", labels, "outliers", outliers))).isEqualTo("outliers (1 flagged): new");
        assertThat(reason(2, Map.of("labels", labels))).isEmpty();
    }

    private static String reason(int firstNew, Map<String, DetectorResult> results) {
        Window window = Window.builder(SIZE).firstNew(firstNew).build();
        List<DetectorReport> detectors = results.entrySet().stream()
                .map(result -> DetectorReport.of(result.getKey(), result.getKey(), 1, result.getValue(), window, 1))
                .toList();
        return Reasons.of(WindowReport.of("p", window, 0.5, 0.4, 0.6, detectors, Map.of(), 0));
    }
}
