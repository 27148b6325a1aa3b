package io.cleandata.detectors.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class NumericsTest {

    @Test
    void computesExponentialAndLogarithm() {
        for (double x = -600; x < 600; x += 0.731) {
            assertThat(FastMath.exp(x)).isCloseTo(Math.exp(x), Percentage.withPercentage(1e-5));
            assertThat(FastMath.log(Math.exp(x))).isCloseTo(x, within(1e-6));
        }
        assertThat(FastMath.exp(-1000)).isZero();
        assertThat(FastMath.log(1)).isZero();
    }

    @Test
    void computesCosines() {
        float[] turns = new float[1000];
        for (int i = 0; i < turns.length; i++) {
            turns[i] = (i - 500) * 0.0137f;
        }
        float[] x = turns.clone();
        Kernels.cosineOfTurns(x, x.length, 2);
        for (int i = 0; i < x.length; i++) {
            assertThat((double) x[i]).isCloseTo(2 * Math.cos(2 * Math.PI * turns[i]), within(1e-4));
        }
    }

    @Test
    void fitsTheTemperatureOfOverconfidentScores() {
        // Of rows with scores 4 and 0 three quarters are of the first class: the best factor is log(3) / 4.
        float[] s = new float[800];
        int[] y = new int[400];
        for (int i = 0; i < 400; i++) {
            s[2 * i] = 4;
            y[i] = i % 4 == 0 ? 1 : 0;
        }
        assertThat(Temperature.fit(s, y, 400, 2, 0.01, 60, 1).factor()).isCloseTo(Math.log(3) / 4, within(0.005));
    }

    @Test
    void boundsShares() {
        // Wilson's interval of 10 of 100, from the closed formula.
        Interval interval = Interval.wilson(10, 100);
        assertThat(interval.middle()).isEqualTo(0.1);
        assertThat(interval.low()).isCloseTo(0.0552, within(1e-4));
        assertThat(interval.high()).isCloseTo(0.1744, within(1e-4));
    }

    @Test
    void countsAFifthOfWhatIsHabitualAndAllOfABurst() {
        var habit = new HabitualRate();
        for (int i = 0; i < 10; i++) {
            assertThat(habit.harm(60, 1000)).isCloseTo(0.2, within(0.01));
            habit.learn(60, 1000);
        }
        assertThat(habit.harm(300, 1000)).isGreaterThan(0.75);
        assertThat(new HabitualRate().harm(400, 1000)).isGreaterThan(0.7);
    }
}
