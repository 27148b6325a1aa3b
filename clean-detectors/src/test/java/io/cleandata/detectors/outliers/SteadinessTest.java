package io.cleandata.detectors.outliers;

import static io.cleandata.detectors.outliers.Steadiness.Verdict.JUDGED;
import static io.cleandata.detectors.outliers.Steadiness.Verdict.LIKE_BEFORE;
import static io.cleandata.detectors.outliers.Steadiness.Verdict.MOVES_ON;
import static io.cleandata.detectors.outliers.Steadiness.Verdict.NEW_NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SteadinessTest {

    private final Steadiness steadiness = new Steadiness(2);

    @Test
    void aStreamThatMovesAllTheTimeIsNeverJudgedByItsPast() {
        for (int window = 0; window < 50; window++) {
            assertThat(steadiness.window(true)).isEqualTo(MOVES_ON);
        }
    }

    @Test
    void afterTwoSteadyWindowsWhatIsUnlikeThemIsJudged() {
        steady(2);
        assertThat(steadiness.window(true)).isEqualTo(JUDGED);
        assertThat(steadiness.window(true)).isEqualTo(JUDGED);
        assertThat(steadiness.window(false)).isEqualTo(LIKE_BEFORE);
        assertThat(steadiness.window(true)).isEqualTo(JUDGED);
    }

    @Test
    void whatStaysIsTheNewNormalAndTwiceAsManySteadyWindowsAreNeededFromThenOn() {
        steady(2);
        steadiness.window(true);
        steadiness.window(true);
        assertThat(steadiness.window(true)).isEqualTo(NEW_NORMAL);
        steady(3);
        assertThat(steadiness.window(true)).isEqualTo(MOVES_ON);
        steady(4);
        assertThat(steadiness.window(true)).isEqualTo(JUDGED);
    }

    private void steady(int windows) {
        for (int window = 0; window < windows; window++) {
            assertThat(steadiness.window(false)).isEqualTo(LIKE_BEFORE);
        }
    }
}
