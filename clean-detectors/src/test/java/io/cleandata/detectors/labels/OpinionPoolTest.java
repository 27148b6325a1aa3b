package io.cleandata.detectors.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OpinionPoolTest {

    @Test
    void findsTheNoiseMatrix() {
        double[][] noise = {{0.9, 0.1, 0}, {0, 1, 0}, {0.05, 0.15, 0.8}};
        var random = new Random(2);
        int n = 1000;
        float[][] opinions = new float[2][n * 3];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            int t = random.nextInt(3);
            double u = random.nextDouble();
            y[i] = u < noise[t][0] ? 0 : u < noise[t][0] + noise[t][1] ? 1 : 2;
            for (int j = 0; j < 2; j++) {
                for (int k = 0; k < 3; k++) {
                    opinions[j][3 * i + k] = k == t ? 0.94f : 0.03f;
                }
            }
        }
        var pool = new OpinionPool(2);
        pool.classes(new int[] {5, 6, 7});
        pool.learn(opinions, y, n);
        pool.fit();
        assertThat(pool.informative()).isTrue();
        for (int t = 0; t < 3; t++) {
            for (int g = 0; g < 3; g++) {
                assertThat(Math.exp(pool.logNoise(g, t))).isCloseTo(noise[t][g], within(0.04));
            }
        }
        // What the labels could become is shrunk and estimated, so the posterior is near the one of the true matrix,
        // not equal to it.
        double[] c = {0.01, 0.01, 0.98};
        double expected = 1 - 0.01 * 1 / (0.01 * 0.1 + 0.01 * 1 + 0.98 * 0.15);
        assertThat(pool.wrong(c, 0, 1)).isCloseTo(expected, within(0.05));
    }

    /**
     * Given 0: .9 .8 .7 .1, given 1: .2 .6 of class 0. Thresholds are the means .625 of class 0 over the rows given 0, and .6 of class 1
     * over those given 1. Given 0, three rows reach that of class 0 and the fourth (.9 of class 1) that of class 1; given 1, the first
     * (.8 of class 1) reaches that of class 1 and the second (.6 and .4) none.
     */
    @Test
    void startsFromTheConfidentJointByHand() {
        float[] zero = {0.9f, 0.8f, 0.7f, 0.1f, 0.2f, 0.6f};
        float[][] opinions = new float[1][12];
        for (int i = 0; i < 6; i++) {
            opinions[0][2 * i] = zero[i];
            opinions[0][2 * i + 1] = 1 - zero[i];
        }
        var pool = new OpinionPool(1);
        pool.classes(new int[] {0, 1});
        pool.learn(opinions, new int[] {0, 0, 0, 0, 1, 1}, 6);
        assertThat(pool.confidentJoint()).containsExactly(3, 1, 0, 1);
        pool.startFromConfidentJoint();
        // Five rows, one off the diagonal; twenty more at .03; of class 1 one of two is off, shrunk by twenty at that
        // rate.
        double rate = (1 + 20 * 0.03) / 25;
        assertThat(pool.rate()).isCloseTo(rate, within(1e-12));
        assertThat(Math.exp(pool.logNoise(0, 1))).isCloseTo((1 + 20 * rate) / 22, within(1e-6));
        assertThat(Math.exp(pool.logNoise(1, 0))).isCloseTo(20 * rate / 23, within(1e-6));
    }

    @Test
    void countsARowForTheMostLikelyOfTheClassesItIsConfidentOf() {
        // Thresholds .5, .3 and .4: the last row, given 2, reaches those of 0 and 1, and 0 is likelier.
        float[][] opinions = {{0.5f, 0.3f, 0.2f, 0.5f, 0.3f, 0.2f, 0.1f, 0.2f, 0.7f, 0.6f, 0.3f, 0.1f}};
        var pool = new OpinionPool(1);
        pool.classes(new int[] {0, 1, 2});
        pool.learn(opinions, new int[] {0, 1, 2, 2}, 4);
        assertThat(pool.confidentJoint()).containsExactly(1, 0, 0, 1, 0, 0, 1, 0, 1);
    }

    @Test
    void startsFromProbabilitiesThatAreAllAlike() {
        int n = 300;
        float[][] opinions = new float[1][2 * n];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            y[i] = i % 2;
            opinions[0][2 * i + y[i]] = 0.9f;
            opinions[0][2 * i + 1 - y[i]] = 0.1f;
        }
        var pool = new OpinionPool(1);
        pool.classes(new int[] {0, 1});
        pool.learn(opinions, y, n);
        pool.startFromConfidentJoint();
        pool.fit();
        assertThat(pool.rate()).isBetween(0.0, 0.03);
        assertThat(pool.informative()).isTrue();
    }

    @Test
    void doesNotCallChanceInformative() {
        var random = new Random(8);
        int n = 1000;
        float[][] opinions = new float[1][n * 2];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            y[i] = random.nextInt(10) == 0 ? 1 : 0;
            opinions[0][2 * i + 1] = 0.05f + 0.1f * random.nextFloat();
            opinions[0][2 * i] = 1 - opinions[0][2 * i + 1];
        }
        var pool = new OpinionPool(1);
        pool.classes(new int[] {0, 1});
        pool.learn(opinions, y, n);
        pool.fit();
        assertThat(pool.informative()).isFalse();
    }

    @Test
    void keepsWhatItKnowsWhenAClassJoins() {
        var pool = new OpinionPool(1);
        pool.classes(new int[] {0, 1});
        pool.learn(new float[][] {{0.9f, 0.1f, 0.2f, 0.8f}}, new int[] {0, 1}, 2);
        pool.fit();
        double before = pool.logNoise(0, 0);
        pool.classes(new int[] {0, 1, 4});
        assertThat(pool.classes()).isEqualTo(3);
        assertThat(pool.logNoise(0, 0)).isCloseTo(before, within(0.1));
        pool.learn(new float[][] {{0.1f, 0.1f, 0.8f}}, new int[] {2}, 1);
        pool.fit();
        assertThat(pool.wrong(new double[] {0.1, 0.1, 0.8}, 0, 2)).isBetween(0.0, 0.2);
    }
}
