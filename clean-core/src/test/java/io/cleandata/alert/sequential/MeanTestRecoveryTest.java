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
    void recoversWithinAFewWindowsFromAFaultFarBeyondAllVariation() {
        Random random = new Random(5);
        MeanTest test = new MeanTest(Double.NaN, true, true);
        for (int w = 0; w < 30; w++) {
            usual(test, random);
        }
        assertThat(test.add(1, 0, BUDGET)).isEqualTo(Verdict.DEGRADED);
        test.add(1, 0, BUDGET);
        int until = 1;
        while (usual(test, random) != Verdict.BACK) {
            until++;
        }
        assertThat(until).isLessThanOrEqualTo(8);
        for (int w = 0; w < 30; w++) {
            assertThat(usual(test, random)).isEqualTo(Verdict.NONE);
        }
        List<Verdict> risen = new ArrayList<>();
        for (int w = 0; w < 3; w++) {
            risen.add(test.add(0.06, 0.00006, BUDGET));
        }
        assertThat(risen).as("it is as watchful as before").contains(Verdict.DEGRADED);
    }

    private static Verdict usual(MeanTest test, Random random) {
        double rate = Math.max(0, 0.015 + 0.006 * random.nextGaussian());
        return test.add(rate, rate * (1 - rate) / 1000, BUDGET);
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
