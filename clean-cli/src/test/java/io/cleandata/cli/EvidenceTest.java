package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.alert.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    @Test
    void tellsOfTheMetricThatIsNearestToAnAlert() {
        assertThat(Evidence.of(List.of(
                        new Standing("quality_score", null, 0.79, 0.8, false, 0.4),
                        new Standing("label_errors", "a", 0.06, 0.05, false, 0.25))))
                .isEqualTo("quality_score below threshold, evidence 40 %");
        assertThat(Evidence.of(List.of(new Standing("label_errors", "a", 0.06, 0.05, false, 0.25))))
                .isEqualTo("label_errors of a above threshold, evidence 25 %");
        assertThat(Evidence.of(List.of(new Standing("duplicates", null, 0.06, Double.NaN, false, 0.5))))
                .isEqualTo("duplicates worse than usual, evidence 50 %");
    }

    @Test
    void saysNothingOfOpenIncidentsOrOfChance() {
        assertThat(Evidence.of(List.of(
                        new Standing("quality_score", null, 0.5, 0.8, true, 0.9),
                        new Standing("label_errors", null, 0.01, 0.05, false, 0.02))))
                .isEmpty();
    }
}
