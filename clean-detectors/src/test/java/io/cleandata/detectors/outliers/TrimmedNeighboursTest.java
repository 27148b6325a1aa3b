package io.cleandata.detectors.outliers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrimmedNeighboursTest {

    @Test
    void agreesWithTheDefinitionComputedNaively() {
        for (int[] shape : new int[][] {{1000, 0, 7}, {300, 0, 3}, {64, 200, 6}, {21, 0, 1}, {2, 0, 2}, {5, 400, 4}}) {
            check(columns(shape[0] + shape[1], shape[2], 1 + shape[0], false), shape[0] + shape[1], shape[0]);
        }
    }

    @Test
    void agreesWithTheDefinitionWhenMostDistancesAreEqual() {
        check(columns(700, 4, 9, true), 700, 700);
        check(new float[][] {new float[400]}, 400, 400);
    }

    @Test
    void isNotMisledByWhatAnEarlierLargerCallLeft() {
        TrimmedNeighbours neighbours = new TrimmedNeighbours();
        neighbours.score(Rows.complete(columns(900, 3, 1, false)), 900, 900, new float[900]);
        float[][] small = columns(120, 3, 2, false);
        float[] again = new float[120];
        float[] fresh = new float[120];
        neighbours.score(Rows.complete(small), 120, 120, again);
        new TrimmedNeighbours().score(Rows.complete(small), 120, 120, fresh);
        assertThat(again).containsExactly(fresh);
    }

    @Test
    void contrastIsTheDistanceToTheTenNearestRowsInTermsOfTheirs() {
        // Rows 0 to 99 stand 1 apart, rows 100 to 199 a tenth; the last is 2 from the end of these.
        float[] line = new float[201];
        for (int i = 0; i < 100; i++) {
            line[i] = i;
            line[100 + i] = 1000 + i / 10f;
        }
        line[200] = 1009.9f + 2;
        TrimmedNeighbours neighbours = new TrimmedNeighbours();
        neighbours.score(Rows.complete(line), 201, 201, new float[201]);
        float[] contrast = new float[201];
        neighbours.contrast(201, contrast);

        // Inside a row's ten nearest are 1 to 5 steps away on either side: 3 steps in the mean, as theirs are.
        assertThat(contrast[50]).isCloseTo(1f, within(1e-4f));
        assertThat(contrast[150]).isCloseTo(1f, within(1e-4f));
        // The mean of 2 to 2.9 is 2.45. Its ten nearest are at the dense end: the k-th from the end has k steps on one
        // side and the rest of
        // ten on the other, (k (k + 1) + (10 - k) (11 - k)) / 20 steps in the mean, 3 from the sixth on. Softened by a
        // quarter of the median, 3 steps.
        double sum = 0;
        for (int k = 0; k < 10; k++) {
            int side = Math.min(k, 5);
            sum += (side * (side + 1) + (10 - side) * (11 - side)) / 2.0 / 10 * 0.1;
        }
        double soft = 0.25 * contrastMedian();
        assertThat((double) contrast[200]).isCloseTo((2.45 + soft) / (sum / 10 + soft), within(1e-3));
    }

    /** Half of the 201 mean distances are those of the dense rows, the next larger one is 3 of the sparse ones, or of the dense end. */
    private static double contrastMedian() {
        double[] means = new double[201];
        for (int i = 0; i < 100; i++) {
            int side = Math.min(Math.min(i, 99 - i), 5);
            double steps = (side * (side + 1) + (10 - side) * (11 - side)) / 2.0 / 10;
            means[i] = steps;
            means[100 + i] = steps / 10;
        }
        means[200] = 2.45;
        Arrays.sort(means);
        return means[100];
    }

    @Test
    void takesTheNearestBeforeThoseThatAreAsFarAsTheTenth() {
        float[] column = new float[300];
        Arrays.fill(column, 1);
        column[0] = 0;
        Arrays.fill(column, 295, 300, 0);
        TrimmedNeighbours neighbours = new TrimmedNeighbours();
        neighbours.score(Rows.complete(column), 300, 300, new float[300]);
        neighbours.contrast(300, new float[300]);
        assertThat(neighbours.near(300)).isEqualTo(10);
        assertThat(Arrays.copyOf(neighbours.nearest(), 10)).contains(295, 296, 297, 298, 299);
    }

    @Test
    void knowsNoContrastWhereMostRowsHaveEquals() {
        float[] column = new float[300];
        for (int i = 0; i < 100; i++) {
            column[i] = i;
        }
        TrimmedNeighbours neighbours = new TrimmedNeighbours();
        neighbours.score(Rows.complete(column), 300, 300, new float[300]);
        float[] contrast = new float[300];
        neighbours.contrast(300, contrast);
        assertThat(contrast).containsOnly(1f);
    }

    private static void check(float[][] columns, int all, int rows) {
        float[] scores = new float[rows];
        new TrimmedNeighbours().score(Rows.complete(columns), all, rows, scores);
        double[] expected = naive(columns, all, rows);
        for (int i = 0; i < rows; i++) {
            assertThat((double) scores[i]).as("row %d of %d", i, rows).isCloseTo(expected[i], within(1e-4));
        }
    }

    private static double[] naive(float[][] columns, int all, int rows) {
        int wide = Math.max(1, Math.min((int) Math.round(0.075 * all), all - 1));
        double[] first = new double[rows];
        boolean[] candidates = new boolean[all];
        Arrays.fill(candidates, true);
        for (int i = 0; i < rows; i++) {
            first[i] = mean(columns, i, all, candidates, wide);
        }
        double[] sorted = first.clone();
        Arrays.sort(sorted);
        double bound = sorted[Math.max(1, (int) (0.8 * rows)) - 1];
        for (int i = 0; i < rows; i++) {
            // sums in float and double may order near-ties differently
            candidates[i] = first[i] <= bound + 1e-7;
        }
        int near = Math.max(1, Math.min(Math.min(20, Math.max(5, (int) Math.round(0.05 * all))), all - 1));
        double[] second = new double[rows];
        for (int i = 0; i < rows; i++) {
            second[i] = mean(columns, i, all, candidates, near);
        }
        return second;
    }

    private static double mean(float[][] columns, int i, int all, boolean[] candidates, int k) {
        double[] distances = new double[all];
        int count = 0;
        for (int j = 0; j < all; j++) {
            if (j != i && candidates[j]) {
                for (float[] column : columns) {
                    distances[count] += Math.abs(column[i] - column[j]);
                }
                count++;
            }
        }
        Arrays.sort(distances, 0, count);
        double sum = 0;
        for (int j = 0; j < Math.min(k, count); j++) {
            sum += distances[j];
        }
        return count == 0 ? 0 : sum / Math.min(k, count);
    }

    private static float[][] columns(int n, int d, long seed, boolean coarse) {
        Random random = new Random(seed);
        float[][] columns = new float[d][n];
        for (float[] column : columns) {
            for (int i = 0; i < n; i++) {
                float v = (float) random.nextGaussian();
                column[i] = coarse ? Math.round(v) : v;
            }
        }
        return columns;
    }
}
