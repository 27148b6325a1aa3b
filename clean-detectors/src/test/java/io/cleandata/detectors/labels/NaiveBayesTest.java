package io.cleandata.detectors.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NaiveBayesTest {

    /** N-grams 1 to 5 in six documents of two classes; 9 occurs once and is left out. */
    private static final int[][] DOCUMENTS = {{1, 2}, {1, 2, 3}, {1, 4, 9}, {3, 4, 5}, {4, 5}, {2, 5}};

    private static final int[] GIVEN = {0, 0, 0, 1, 1, 1};

    @Test
    void leavesEachRowOutByHand() {
        var words = new Vocabulary();
        int[][] documents = new int[6][];
        char[][] places = new char[6][];
        for (int i = 0; i < 6; i++) {
            documents[i] = words.enter(DOCUMENTS[i], DOCUMENTS[i].length);
        }
        for (int i = 0; i < 6; i++) {
            places[i] = words.places(documents[i], GIVEN[i]);
        }
        float[] found =
                new NaiveBayes(words).logScores(documents, places, GIVEN, new double[2], new int[] {0, 1}, 2, 0.3);

        // Counts of n-grams 1 to 5: class 0 has 3, 2, 1, 1, 0 (7 in all), class 1 has 0, 1, 1, 2, 3 (7).
        // Background: mu_j = alpha V (C_j + .1) / (C + .1 V) with alpha V = 1.5, C = 14, V = 5, C_j = 3, 3, 2, 3, 3.
        double common = 1.5 / 14.5;
        double mu3 = 3.1 * common;
        // Row 0 holds n-grams 1 and 2 and is of class 0, where it leaves counts 2 and 1 of 5 and two rows behind.
        // The logarithm of the background is common to all classes and left out: log(1 + c / mu).
        double own = Math.log(1 + 2 / mu3) + Math.log(1 + 1 / mu3) + Math.log(2.5) - 2 * Math.log(5 + 1.5);
        double other = Math.log(1 + 0 / mu3) + Math.log(1 + 1 / mu3) + Math.log(3.5) - 2 * Math.log(7 + 1.5);
        assertThat((double) found[0]).isCloseTo(own / Math.sqrt(2), within(1e-5));
        assertThat((double) found[1]).isCloseTo(other / Math.sqrt(2), within(1e-5));
        // Row 2 holds 1 and 4; 9 does not count. Class 0 is left with 2 and 0 of 5.
        double own2 = Math.log(1 + 2 / mu3) + Math.log(2.5) - 2 * Math.log(6.5);
        double other2 = Math.log(1 + 2 / mu3) + Math.log(3.5) - 2 * Math.log(8.5);
        assertThat((double) found[4]).isCloseTo(own2 / Math.sqrt(2), within(1e-5));
        assertThat((double) found[5]).isCloseTo(other2 / Math.sqrt(2), within(1e-5));
    }
}
