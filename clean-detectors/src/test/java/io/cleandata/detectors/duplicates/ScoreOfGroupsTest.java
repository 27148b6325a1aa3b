package io.cleandata.detectors.duplicates;

import static io.cleandata.detectors.duplicates.Table.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Window;
import io.cleandata.score.Score;
import io.cleandata.score.WeightedScoreModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScoreOfGroupsTest {

    @Test
    void intervalHoldsTheTruthAlsoInWindowsInWhichNoGroupCame() {
        SplittableRandom random = new SplittableRandom(8);
        WeightedScoreModel model = new WeightedScoreModel(Map.of("duplicates", 0.5));
        DuplicatesDetector detector = new DuplicatesDetector(
                new DuplicatesSettings(100_000, List.of(), List.of(), false, 0.3, 0, 0, Duration.ZERO));
        double truth = 1 - 0.05 * 0.5 * 49 / 50;
        int windows = 500;
        int covered = 0;
        int left = 0;
        int distinct = 0;
        for (int w = -20; w < windows; w++) {
            String[] texts = new String[1000];
            for (int row = 0; row < texts.length; row++) {
                if (left > 0) {
                    left--;
                } else {
                    distinct++;
                    left = random.nextDouble() < 0.05 / (50 - 0.05 * 49) ? 49 : 0;
                }
                texts[row] = "a text long enough to tell samples apart, number " + distinct;
            }
            DetectorResult result =
                    detector.analyze(table().texts("text", texts).window());
            Score score = model.score(Window.builder(1000).build(), Map.of("duplicates", result));
            covered += w >= 0 && score.low() <= truth && truth <= score.high() ? 1 : 0;
        }
        assertThat((double) covered / windows).isGreaterThanOrEqualTo(0.95);
    }
}
