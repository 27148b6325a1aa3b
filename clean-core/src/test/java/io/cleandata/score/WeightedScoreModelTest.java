package io.cleandata.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
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
    void isNearlySureOfALoneWindowWithoutFault() {
        Score score = of(DetectorResult.ofSamples(1000));
        assertThat(score.value()).isEqualTo(1);
        assertThat(score.low()).isBetween(0.98, 0.981);
        assertThat(score.high()).isEqualTo(1);
    }

    @Test
    void allowsForOneOfTheStreamsClustersThatDidNotCome() {
        // 49 copies by weight .5 take .0245 of a window. The normal's quantile squared is 3.84, and .0941/(1 + .0941) =
        // .086.
        Score score = of(DetectorResult.ofSamples(1000).statistic(DetectorResult.CLUSTER_SIZE, 49));
        assertThat(score.low()).isCloseTo(0.914, within(5e-4));
        assertThat(score.high()).isEqualTo(1);
    }

    @Test
    void takesNoNoticeOfAClusterSizeThatIsNone() {
        for (double size : new double[] {Double.NaN, -3, 0, 1}) {
            assertThat(of(DetectorResult.ofSamples(1000).statistic(DetectorResult.CLUSTER_SIZE, size)))
                    .isEqualTo(of(DetectorResult.ofSamples(1000)));
        }
        assertThat(of(DetectorResult.ofSamples(1000).statistic(DetectorResult.CLUSTER_SIZE, Double.POSITIVE_INFINITY))
                        .low())
                .isBetween(0.0, 0.5);
    }

    @Test
    void staysWithinZeroAndOneAndHoldsItsValue() {
        SplittableRandom random = new SplittableRandom(3);
        for (int run = 0; run < 2_000; run++) {
            int n = 1 + random.nextInt(60);
            DetectorResult.Builder result =
                    DetectorResult.ofSamples(n).statistic(DetectorResult.CLUSTER_SIZE, random.nextInt(80));
            for (int row = 0; row < n; row++) {
                if (random.nextInt(1 + run % 7) == 0) {
                    int[] match = row > 0 && random.nextBoolean() ? new int[] {random.nextInt(row)} : new int[0];
                    result.issue(Issue.ofDuplicate(row, random.nextDouble(), "repeats", List.of(), match));
                }
            }
            DetectorResult built = result.build();
            for (double weight : new double[] {0.5, 1}) {
                Score score = new WeightedScoreModel(Map.of("duplicates", weight))
                        .score(Window.builder(n).firstNew(random.nextInt(n)).build(), Map.of("duplicates", built));
                assertThat(score.low()).isBetween(0.0, score.value());
                assertThat(score.high()).isBetween(score.value(), 1.0);
            }
        }
    }

    @Test
    void intervalCoversTheTrueQualityAlsoWhenDuplicatesComeInGroups() {
        for (boolean blocks : new boolean[] {false, true}) {
            for (int groupSize : new int[] {1, 5, 20, 50, 100}) {
                for (double share : new double[] {0.01, 0.05, 0.2, 0.5}) {
                    assertThat(coverage(groupSize, share, blocks, 0))
                            .as("groups of %d, share %.2f, sound rows in blocks %s", groupSize, share, blocks)
                            .isGreaterThanOrEqualTo(0.90);
                }
            }
        }
    }

    @Test
    void intervalCoversTheTrueQualityWhenOtherFaultsComeAloneBesideGroups() {
        for (int groupSize : new int[] {5, 20, 50}) {
            for (double share : new double[] {0.01, 0.05, 0.2, 0.5}) {
                assertThat(coverage(groupSize, share, true, 0.03))
                        .as("groups of %d, share %.2f", groupSize, share)
                        .isGreaterThanOrEqualTo(0.90);
            }
        }
    }

    @Test
    void doesNotTakeTheOrderOfStrewnCopiesForBatches() {
        SplittableRandom random = new SplittableRandom(12);
        DetectorResult.Builder strewn = DetectorResult.ofSamples(1000);
        DetectorResult.Builder adjacent = DetectorResult.ofSamples(1000);
        for (int pair = 0; pair < 200; pair++) {
            int first = random.nextInt(2) + 2 * pair;
            strewn.issue(Issue.ofDuplicate(500 + pair, 1, "repeats", List.of(), new int[] {first}));
            adjacent.issue(Issue.ofDuplicate(5 * pair + 1, 1, "repeats", List.of(), new int[] {5 * pair}));
        }
        // Pairs at equal distances vary less than such as come at random, so that theirs is the cluster-robust
        // variance.
        assertThat(of(strewn).low()).isCloseTo(of(adjacent).low(), within(1e-9));
        assertThat(of(strewn).high()).isCloseTo(of(adjacent).high(), within(1e-9));
    }

    /**
     * Windows that begin anywhere in a stream, of which such a share is in groups that repeat their first (or are faults by themselves, when the group is one), among sound
     * rows that come alone or in blocks as large. Such a share of all rows is wrong besides. The detector of duplicates knows how large groups are.
     */
    private static double coverage(int groupSize, double share, boolean blocks, double wrong) {
        SplittableRandom random = new SplittableRandom(groupSize * 1000L + Math.round(share * 100));
        WeightedScoreModel scores = new WeightedScoreModel(Map.of("duplicates", 0.5, "labels", 1.0));
        int n = 1000;
        int copies = Math.max(1, groupSize - 1);
        double truth = (1 - share * 0.5 * copies / groupSize) * (1 - wrong);
        double begins = blocks ? share : share / (groupSize - share * (groupSize - 1));
        int covered = 0;
        int runs = 1000;
        for (int run = 0; run < runs; run++) {
            DetectorResult.Builder duplicates =
                    DetectorResult.ofSamples(n).statistic(DetectorResult.CLUSTER_SIZE, copies);
            DetectorResult.Builder labels = DetectorResult.ofSamples(n);
            for (int first = -20 * groupSize - random.nextInt(groupSize); first < n; ) {
                boolean group = random.nextDouble() < begins;
                int next = first + (group || blocks ? groupSize : 1);
                int shown = Math.max(0, first);
                for (int row = shown; group && row < Math.min(n, next); row++) {
                    if (row > first || groupSize == 1) {
                        int[] match = row > shown ? new int[] {shown} : new int[0];
                        duplicates.issue(Issue.ofDuplicate(row, 1, "repeats", List.of(), match));
                    }
                }
                first = next;
            }
            for (int row = 0; row < n; row++) {
                if (random.nextDouble() < wrong) {
                    labels.issue(Issue.ofSample(row, 1, "wrong"));
                }
            }
            Score score = scores.score(
                    Window.builder(n).build(), Map.of("duplicates", duplicates.build(), "labels", labels.build()));
            covered += score.low() <= truth && truth <= score.high() ? 1 : 0;
        }
        return (double) covered / runs;
    }

    private static Score of(DetectorResult.Builder duplicates) {
        return new WeightedScoreModel(Map.of("duplicates", 0.5))
                .score(Window.builder(1000).build(), Map.of("duplicates", duplicates.build()));
    }
}
