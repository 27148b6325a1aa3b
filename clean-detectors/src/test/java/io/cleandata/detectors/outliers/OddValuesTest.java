package io.cleandata.detectors.outliers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OddValuesTest {

    /** The two nearest rows of each of four. */
    private static final int[] NEAREST = {1, 2, 0, 2, 0, 1, 0, 1};

    private final OddValues values = new OddValues();
    private final float[] oddness = new float[4];
    private final int[] column = new int[4];

    @Test
    void isTheLargestDistanceToTheMeanOfTheNearestRowsInTermsOfTheirSpread() {
        float[] usual = {1, 2, 3, 2};
        float[] odd = {1, 2, 1, 9};
        values.measure(new float[][] {usual, odd}, 4, NEAREST, 2, oddness, column);
        // Differences to the mean of the nearest: 1.5, 0, 1.5, .5 and .5, 1, .5, 7.5; upper quartiles 1.5 and 7.5.
        // Mean deviations of the nearest: .5, 1, .5, .5 and .5, 0, .5, .5.
        assertThat(oddness[0]).isCloseTo(1.5f / 2f, within(1e-6f));
        assertThat(oddness[3]).isCloseTo(7.5f / 8f, within(1e-6f));
        assertThat(column).startsWith(0).endsWith(1);
    }

    @Test
    void saysNothingOfAValueAtTheCenterWhereAMissingOneStands() {
        values.measure(new float[][] {{5, 5, 5, 0}}, 4, NEAREST, 2, oddness, column);
        assertThat(oddness[3]).isZero();
        values.measure(new float[][] {{5, 5, 5, 1}}, 4, NEAREST, 2, oddness, column);
        assertThat(oddness[3]).isPositive();
    }

    @Test
    void takesWhatIsSmallerThanATwentiethOfADeviationForRounding() {
        values.measure(new float[][] {{1, 1, 1, 1.01f}}, 4, NEAREST, 2, oddness, column);
        assertThat(oddness[3]).isCloseTo(0.01f / 0.05f, within(1e-4f));
    }
}
