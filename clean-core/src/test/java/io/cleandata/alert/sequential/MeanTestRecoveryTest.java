package io.cleandata.alert.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeanTestRecoveryTest {

    private static final double BUDGET = 1e-4;

    @Test
    void recoversWhenARateThatIsUsuallyZeroIsZeroAgain() {
        MeanTest test = new MeanTest(Double.NaN, true, true);
        for (int w = 0; w < 30; w++) {
            assertThat(test.add(0, 0, BUDGET)).isEqualTo(Verdict.NONE);
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (double value : new double[] {0.63, 1, 1, 0.37}) {
            verdicts.add(test.add(value, value * (1 - value) / 1000, BUDGET));
        }
        assertThat(verdicts).contains(Verdict.DEGRADED);
        verdicts.clear();
        for (int w = 0; w < 17; w++) {
            verdicts.add(test.add(0, 0, BUDGET));
        }
        assertThat(verdicts).contains(Verdict.BACK);
    }

    @Test
    void doesNotRecoverWhileTheMetricIsStillBad() {
        Random random = new Random(3);
        MeanTest test = new MeanTest(0.8, false, false);
        test.force(0.7);
        for (int w = 0; w < 300; w++) {
            assertThat(test.add(0.78 + 0.013 * random.nextGaussian(), 0.00017, BUDGET))
                    .isNotEqualTo(Verdict.BACK);
        }
    }
}
