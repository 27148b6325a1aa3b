package io.cleandata.detectors.outliers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OddValuesTest {

    /** The two nearest rows of each of four. */
    private static final int[] NEAREST = {1, 2, 0, 2, 0, 1, 0, 1};

    private final OddValues values = new OddValues();
    private final float[] oddness = new float[100];
    private final int[] column = new int[100];

    @Test
    void isTheLargestDistanceToTheMeanOfTheNearestRowsInTermsOfTheirSpread() {
        float[] usual = {1, 2, 3, 2};
        float[] odd = {1, 2, 1, 9};
        values.measure(Rows.complete(usual, odd), 4, NEAREST, 2, oddness, column);
        // Differences to the mean of the nearest: 1.5, 0, 1.5, .5 and .5, 1, .5, 7.5; upper quartiles 1.5 and 7.5.
        // Mean deviations of the nearest: .5, 1, .5, .5 and .5, 0, .5, .5.
        assertThat(oddness[0]).isCloseTo(1.5f / 2f, within(1e-6f));
        assertThat(oddness[3]).isCloseTo(7.5f / 8f, within(1e-6f));
        assertThat(column).startsWith(0);
        assertThat(column[3]).isEqualTo(1);
    }

    @Test
    void measuresDifferencesByTheirUpperQuartile() {
        float[] numbers = new float[100];
        for (int row = 0; row < 100; row++) {
            numbers[row] = row; // the two nearest of every row are 0 and 1, so that its difference is |row - .5|
        }
        int[] nearest = new int[200];
        for (int row = 0; row < 100; row++) {
            nearest[2 * row + 1] = 1;
        }
        values.measure(Rows.complete(numbers), 100, nearest, 2, oddness, column);
        assertThat(oddness[99]).isCloseTo(98.5f / (0.5f + 74.5f), within(1e-5f));
    }

    @Test
    void seesAnOddValueAtTheCenterOfItsColumn() {
        values.measure(Rows.complete(new float[] {5, 5, 5, 0}), 4, NEAREST, 2, oddness, column);
        assertThat(oddness[3]).isCloseTo(5f / 5f, within(1e-6f));
    }

    @Test
    void takesWhatIsSmallerThanATwentiethOfADeviationForRounding() {
        values.measure(Rows.complete(new float[] {1, 1, 1, 1.01f}), 4, NEAREST, 2, oddness, column);
        assertThat(oddness[3]).isCloseTo(0.01f / 0.05f, within(1e-4f));
        var light =
                new Rows(new float[][] {{1, 1, 1, 1.01f}}, new float[][] {Rows.ALL}, new float[] {0.1f}, new float[1]);
        values.measure(light, 4, NEAREST, 2, oddness, column);
        assertThat(oddness[3]).as("of a weight of a tenth").isCloseTo(0.01f / 0.01f, within(1e-3f));
    }

    @Test
    void leavesMissingValuesOut() {
        int n = 40;
        float[] numbers = new float[n];
        boolean[] missing = new boolean[n];
        int[] nearest = new int[3 * n];
        for (int row = 0; row < n; row++) {
            numbers[row] = 4;
            nearest[3 * row + 1] = 1;
            nearest[3 * row + 2] = 2;
        }
        numbers[5] = 6;
        missing[2] = true;
        missing[7] = true;
        numbers[2] = numbers[7] = 0;
        values.measure(part(numbers, missing), n, nearest, 3, oddness, column);
        assertThat(oddness[5]).as("of the nearest two have a 4").isCloseTo(2f / 0.05f, within(1e-3f));
        assertThat(oddness[7]).as("has no value").isZero();
        missing[1] = true;
        values.measure(part(numbers, missing), n, nearest, 3, oddness, column);
        assertThat(oddness[5]).as("of the nearest only one has a value").isZero();
    }

    @Test
    void saysNothingOfAColumnThatFewRowsHave() {
        int n = 100;
        float[] numbers = new float[n];
        boolean[] missing = new boolean[n];
        Arrays.fill(missing, 10, n, true);
        int[] nearest = new int[2 * n];
        for (int row = 0; row < n; row++) {
            nearest[2 * row] = row < 10 ? (row + 1) % 10 : row - 1;
            nearest[2 * row + 1] = row < 10 ? (row + 2) % 10 : row - 2;
        }
        numbers[3] = 9;
        values.measure(part(numbers, missing), n, nearest, 2, oddness, column);
        assertThat(oddness).containsOnly(0);
    }

    private static Rows part(float[] numbers, boolean[] missing) {
        float[] present = new float[numbers.length];
        for (int row = 0; row < present.length; row++) {
            present[row] = missing[row] ? 0 : 1;
        }
        return new Rows(new float[][] {numbers}, new float[][] {present}, new float[] {1}, new float[1]);
    }
}
