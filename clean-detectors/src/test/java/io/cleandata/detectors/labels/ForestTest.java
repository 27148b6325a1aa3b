package io.cleandata.detectors.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ForestTest {

    @Test
    void ordersNumbersAsFloatsDo() {
        float[] ascending = {
            Float.NaN, Float.NEGATIVE_INFINITY, -3e30f, -1, -1e-40f, 0, 1e-40f, 0.5f, 1, 3e30f, Float.POSITIVE_INFINITY
        };
        for (int i = 1; i < ascending.length; i++) {
            assertThat(Tree.sortable(ascending[i])).isGreaterThan(Tree.sortable(ascending[i - 1]));
        }
        assertThat(Tree.sortable(-0.0f)).isEqualTo(Tree.sortable(0.0f));
    }

    @Test
    void learnsFromNumbersCategoriesAndWhatIsMissing() {
        var random = new Random(6);
        int n = 900;
        float[][] values = new float[3][n];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            y[i] = random.nextInt(4);
            values[0][i] = y[i] == 0 ? Float.NaN : (float) random.nextGaussian();
            values[1][i] = y[i] == 1 ? 3 : random.nextInt(3);
            values[2][i] = (float) (random.nextGaussian() + (y[i] == 2 ? 8 : 0));
        }
        boolean[] categorical = {false, true, false};
        int[] slots = new int[n];
        int[] all = new int[n];
        boolean[] learnable = new boolean[n];
        for (int i = 0; i < n; i++) {
            slots[i] = i;
            all[i] = i;
        }
        int[] classOf = {0, 1, 2, 3};
        var set = new TrainingSet(
                slots, y, slots, y, all, learnable, n, new int[n], new int[n], Again.none(), all, classOf, classOf);
        Bins bins = Bins.of(values, categorical, slots, n, Forking.none());
        int[] x = new int[3 * n];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < 3; c++) {
                x[3 * i + c] = Tree.sortable(values[c][i]);
            }
        }
        float[] votes = new float[4 * n];
        new Forest(50, 1).fitAndVote(bins, set, 50, 0.4, x, votes, Forking.none());
        int right = 0;
        for (int i = 0; i < n; i++) {
            int best = 0;
            float sum = 0;
            for (int k = 0; k < 4; k++) {
                best = votes[4 * i + k] > votes[4 * i + best] ? k : best;
                sum += votes[4 * i + k];
            }
            right += best == y[i] ? 1 : 0;
            // Only trees that have not seen the row vote: some 60 % of 50.
            assertThat(sum).isBetween(12f, 48f);
        }
        assertThat(right).isGreaterThan(n * 95 / 100);
    }

    @Test
    void cannotLearnLabelsThatAreChance() {
        var random = new Random(6);
        int n = 600;
        float[][] values = new float[4][n];
        int[] y = new int[n];
        int[] slots = new int[n];
        int[] x = new int[4 * n];
        for (int i = 0; i < n; i++) {
            slots[i] = i;
            y[i] = random.nextInt(2);
            for (int c = 0; c < 4; c++) {
                values[c][i] = (float) random.nextGaussian();
                x[4 * i + c] = Tree.sortable(values[c][i]);
            }
        }
        int[] classOf = {0, 1};
        var set = new TrainingSet(
                slots,
                y,
                slots,
                y,
                slots,
                new boolean[n],
                n,
                new int[n],
                new int[n],
                Again.none(),
                slots,
                classOf,
                classOf);
        float[] votes = new float[2 * n];
        Bins bins = Bins.of(values, new boolean[4], slots, n, Forking.none());
        new Forest(50, 1).fitAndVote(bins, set, 50, 0.4, x, votes, Forking.none());
        int right = 0;
        for (int i = 0; i < n; i++) {
            right += (votes[2 * i + 1] > votes[2 * i] ? 1 : 0) == y[i] ? 1 : 0;
        }
        // A row that a tree had seen would vote for its own label: far more than half would be right.
        assertThat(right).isBetween(n * 40 / 100, n * 60 / 100);
    }
}
