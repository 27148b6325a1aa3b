package io.cleandata.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeightedScoreModelTest {

    private final WeightedScoreModel model =
            new WeightedScoreModel(Map.of("labels", 1.0, "duplicates", 0.5, "drift", 0.4));

    @Test
    void multipliesWhatFaultsLeaveOfEachSampleAndOfTheWindow() {
        Window window = Window.builder(4).build();
        DetectorResult.Builder labels = DetectorResult.ofSamples(4).issue(Issue.ofSample(0, 0.8, "wrong"));
        DetectorResult.Builder duplicates =
                DetectorResult.ofSamples(4).issue(Issue.ofDuplicate(0, 1, "repeats", List.of(), new int[0]));
        DetectorResult.Builder drift = DetectorResult.ofWindow().issue(Issue.ofFeature("price", 0.5, "moved"));
        Score score = model.score(
                window, Map.of("labels", labels.build(), "duplicates", duplicates.build(), "drift", drift.build()));
        // sample 0 keeps (1 - .8)(1 - .5) = .1, the mean is 3.1/4, the window keeps 1 - .4 * .5
        assertThat(score.value()).isCloseTo(3.1 / 4 * 0.8, within(1e-12));
        assertThat(score.low()).isLessThan(score.value());
        assertThat(score.high()).isGreaterThan(score.value()).isLessThanOrEqualTo(0.8);
    }

    @Test
    void isAbsentWhenLessThanHalfOfTheWeightWasAssessed() {
        Window window = Window.builder(10).build();
        DetectorResult sound = DetectorResult.ofSamples(10).build();
        DetectorResult failed = DetectorResult.failed("threw");
        assertThat(model.score(window, Map.of("labels", failed, "duplicates", sound, "drift", sound))
                        .present())
                .isFalse();
        assertThat(model.score(window, Map.of("labels", sound, "duplicates", failed))
                        .present())
                .isTrue();
    }

    @Test
    void countsOnlyNewRows() {
        Window window = Window.builder(10).firstNew(8).build();
        DetectorResult labels = DetectorResult.ofSamples(10)
                .issue(Issue.ofSample(1, 1, "seen before"))
                .issue(Issue.ofSample(9, 1, "new"))
                .build();
        DetectorResult sound = DetectorResult.ofSamples(10).build();
        assertThat(model.score(window, Map.of("labels", labels, "duplicates", sound, "drift", sound))
                        .value())
                .isCloseTo(0.5, within(1e-12));
    }

    @Test
    void intervalCoversTheTrueQualityAlsoWhenDuplicatesComeInGroups() {
        for (int groupSize : new int[] {1, 5, 20}) {
            for (double rate : new double[] {0.01, 0.05, 0.2}) {
                assertThat(coverage(groupSize, rate))
                        .as("groups of %d, rate %.2f", groupSize, rate)
                        .isGreaterThanOrEqualTo(0.90);
            }
        }
    }

    /** Groups of samples are sound or repeat their first, each with the probability given. */
    private double coverage(int groupSize, double rate) {
        SplittableRandom random = new SplittableRandom(groupSize * 1000L + Math.round(rate * 100));
        WeightedScoreModel duplicates = new WeightedScoreModel(Map.of("duplicates", 0.5));
        int n = 1000;
        double truth = 1 - rate * 0.5 * (groupSize == 1 ? 1 : (groupSize - 1.0) / groupSize);
        int covered = 0;
        int runs = 400;
        for (int run = 0; run < runs; run++) {
            DetectorResult.Builder result = DetectorResult.ofSamples(n);
            for (int first = 0; first < n; first += groupSize) {
                if (random.nextDouble() < rate) {
                    List<Integer> members = new ArrayList<>();
                    for (int row = first; row < first + groupSize; row++) {
                        if (row > first || groupSize == 1) {
                            result.issue(Issue.ofDuplicate(
                                    row,
                                    1,
                                    "repeats",
                                    List.of(),
                                    members.stream().mapToInt(Integer::intValue).toArray()));
                        }
                        members.add(row);
                    }
                }
            }
            Score score = duplicates.score(Window.builder(n).build(), Map.of("duplicates", result.build()));
            covered += score.low() <= truth && truth <= score.high() ? 1 : 0;
        }
        return (double) covered / runs;
    }
}
