package io.cleandata.alert.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChanceTest {

    private static final double MANY = 1e9;

    /** Quantiles of the lower tail of Beta(79.2, 19.8), whose mean is 0.8, in its standard deviations. */
    @ParameterizedTest
    @CsvSource({"1.3144, 1.2816", "2.5312, 2.3263", "3.4678, 3.0902", "4.2615, 3.7190"})
    void givesTheLongTailOfARateItsNormalScore(double deviations, double normal) {
        Chance chance = new Chance(0.04, 0.297, MANY, 0, 0);
        assertThat(chance.news(deviations * 0.04, Double.NaN)).isBetween(normal - 0.1, normal + 0.01);
    }

    @Test
    void learnsTheTailFromTheVarianceWithinAndBetweenWindows() {
        Spread binomial = new Spread();
        assertThat(binomial.chance(0.8, 0.16 / 1000, 0.8, false).skewness()).isPositive();
        assertThat(binomial.chance(0.8, 0.16 / 1000, 0.8, true).skewness()).isNegative();
        Chance clustered = new Spread().chance(0.8, 0, 0.8, false);
        assertThat(clustered.deviation()).as("the prior").isCloseTo(Math.sqrt(0.01 * 0.16), within(1e-9));
        assertThat(clustered.skewness()).as("that of Beta(79.2, 19.8)").isCloseTo(0.3, within(0.01));
    }

    @Test
    void takesALightTailForASymmetricOne() {
        Chance light = new Chance(1, -0.5, MANY, 0, 0);
        assertThat(light.news(3, Double.NaN)).isCloseTo(3, within(1e-6));
    }

    @Test
    void takesOffTooMuchOfTheWindowBeforeRatherThanTooLittle() {
        Chance unsure = new Chance(1, 0, MANY, 0.6, 0.4);
        assertThat(unsure.news(1, 0)).isCloseTo(1 / 0.8, within(1e-6));
        assertThat(unsure.news(1, 1)).isCloseTo((1 - 0.6) / 0.8, within(1e-6));
        assertThat(unsure.news(1, -1)).isCloseTo((1 + 0.4) / 0.8, within(1e-6));
        assertThat(unsure.news(1, -20)).as("it may have had a better mean").isCloseTo((1 + 0.8) / 0.8, within(1e-6));
    }
}
