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
        neighbours.score(columns(900, 3, 1, false), 900, 900, new float[900]);
        float[][] small = columns(120, 3, 2, false);
        float[] again = new float[120];
        float[] fresh = new float[120];
        neighbours.score(small, 120, 120, again);
        new TrimmedNeighbours().score(small, 120, 120, fresh);
        assertThat(again).containsExactly(fresh);
    }

    private static void check(float[][] columns, int all, int rows) {
        float[] scores = new float[rows];
        new TrimmedNeighbours().score(columns, all, rows, scores);
        double[] expected = naive(columns, all, rows);
        for (int i = 0; i < rows; i++) {
            assertThat((double) scores[i]).as("row %d of %d", i, rows).isCloseTo(expected[i], within(1e-4));
        }
    }

    private static double[] naive(float[][] columns, int all, int rows) {
        int wide = Math.max(1, Math.min((int) Math.round(0.05 * all), all - 1));
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
