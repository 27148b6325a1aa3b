package io.cleandata.alert.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Windows of 1000 samples with a threshold of 0.80; docs/alerting.md has the whole simulation. */
class MeanTestDelayTest {

    private static final double BUDGET = 1e-4;
    private static final double WITHIN = 0.16 / 1000;
    private static final int RUNS = 300;

    @Test
    void tellsAFallOfIndependentWindowsInTwoToThreeWindows() {
        assertThat(delay(0, 0)).isLessThan(2.7);
    }

    @Test
    void tellsAFallOfCorrelatedWindowsByItsFirstWindow() {
        assertThat(delay(0.5, 0)).isLessThan(2.7);
    }

    @Test
    void tellsAFallOfOverdispersedWindowsNearlyAsSoonAsIsPossible() {
        assertThat(delay(0, 0.01)).isLessThan(16);
    }

    @Test
    void keepsTheBudgetJustAboveTheThreshold() {
        Random random = new Random(4);
        int alarms = 0;
        for (double correlation : new double[] {0, 0.5}) {
            for (double dispersion : new double[] {0, 0.01}) {
                MeanTest test = new MeanTest(0.8, false, false);
                Windows windows = new Windows(correlation, dispersion, random);
                for (int t = 0; t < 10_000; t++) {
                    alarms += windows.next(test, 0.81) == Verdict.BEYOND ? 1 : 0;
                }
            }
        }
        assertThat(alarms).isLessThanOrEqualTo(4);
    }

    @Test
    void keepsTheBudgetWhileItKnowsNothing() {
        Random random = new Random(5);
        int alarms = 0;
        for (int run = 0; run < 1000; run++) {
            MeanTest test = new MeanTest(0.8, false, false);
            Windows windows = new Windows(0.5, 0.01, random);
            for (int t = 0; t < 50; t++) {
                alarms += windows.next(test, 0.81) == Verdict.BEYOND ? 1 : 0;
            }
        }
        assertThat(alarms).isLessThanOrEqualTo(5);
    }

    @Test
    void goesOnAfterARestartAsIfThereHadBeenNone() throws IOException {
        Random random = new Random(6);
        MeanTest test = new MeanTest(0.8, false, false);
        Windows windows = new Windows(0.5, 0.01, random);
        MeanTest restored = new MeanTest(0.8, false, false);
        for (int t = 0; t < 200; t++) {
            double value = windows.value(t < 150 ? 0.82 : 0.77);
            if (t == 152) {
                ByteArrayOutputStream memory = new ByteArrayOutputStream();
                test.save(new DataOutputStream(memory));
                restored.restore(new DataInputStream(new ByteArrayInputStream(memory.toByteArray())));
            }
            Verdict verdict = test.add(value, WITHIN, BUDGET);
            if (t >= 152) {
                assertThat(restored.add(value, WITHIN, BUDGET)).isEqualTo(verdict);
                assertThat(restored.evidence()).isEqualTo(test.evidence());
            }
        }
    }

    /** Mean windows until the alarm, from 0.82 to 0.75. */
    private static double delay(double correlation, double dispersion) {
        Random random = new Random(3);
        double sum = 0;
        for (int run = 0; run < RUNS; run++) {
            MeanTest test = new MeanTest(0.8, false, false);
            Windows windows = new Windows(correlation, dispersion, random);
            for (int t = 0; t < 100; t++) {
                windows.next(test, 0.82);
            }
            do {
                sum++;
            } while (windows.next(test, 0.75) != Verdict.BEYOND);
        }
        return sum / RUNS;
    }

    /** Windows as an AR(1) process. */
    private static final class Windows {
        private final double correlation;
        private final double deviation;
        private final Random random;
        private double state;

        Windows(double correlation, double dispersion, Random random) {
            this.correlation = correlation;
            this.deviation = Math.sqrt(WITHIN + 0.16 * dispersion);
            this.random = random;
            this.state = random.nextGaussian();
        }

        double value(double mean) {
            state = correlation * state + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            return mean + deviation * state;
        }

        Verdict next(MeanTest test, double mean) {
            return test.add(value(mean), WITHIN, BUDGET);
        }
    }
}
