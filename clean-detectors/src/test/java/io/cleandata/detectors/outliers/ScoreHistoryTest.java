package io.cleandata.detectors.outliers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ScoreHistoryTest {

    @Test
    void flagsNoMoreOfSoundDataThanAskedForHoweverHeavyTheTail() {
        DoubleUnaryOperator[] tails = {
            u -> -Math.log1p(-u),
            u -> Math.pow(-Math.log1p(-u), 2),
            u -> u,
            u -> Math.log(1 / (1 - u)) * 3,
            u -> 1 / Math.sqrt(1 - u)
        };
        for (DoubleUnaryOperator tail : tails) {
            assertThat(flaggedShare(tail, 0)).isLessThan(0.02);
        }
    }

    @Test
    void flagsMoreThanThatWhereASecondPopulationStandsApart() {
        assertThat(flaggedShare(u -> u, 0.08)).isBetween(0.07, 0.09);
    }

    /** Share flagged in 10 windows of 1000 whose log distances come from a quantile function, some of them moved far out. */
    private static double flaggedShare(DoubleUnaryOperator quantiles, double contamination) {
        Random random = new Random(3);
        ScoreHistory history = new ScoreHistory(0.015, 4000);
        boolean[] learnable = new boolean[1000];
        Arrays.fill(learnable, true);
        int flagged = 0;
        for (int window = 0; window < 10; window++) {
            double[] logs = new double[1000];
            for (int i = 0; i < 1000; i++) {
                logs[i] = random.nextDouble() < contamination
                        ? 4 + 0.2 * random.nextGaussian()
                        : quantiles.applyAsDouble(random.nextDouble());
            }
            ScoreHistory.Level level = history.level(logs, logs, 1000, learnable, true);
            for (double log : logs) {
                flagged += level.outlier(log, log) ? 1 : 0;
                history.learn(log, log, level.center());
            }
        }
        return flagged / 10_000.0;
    }
}
