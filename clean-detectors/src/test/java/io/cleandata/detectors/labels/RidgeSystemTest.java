package io.cleandata.detectors.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RidgeSystemTest {

    private static final int ROWS = 41;
    private static final int FEATURES = 7;
    private static final int CLASSES = 3;
    private static final float LAMBDA = 0.5f;

    private final float[][] features = new float[ROWS][FEATURES];
    private final int[] y = new int[ROWS];

    RidgeSystemTest() {
        var random = new Random(4);
        for (int i = 0; i < ROWS; i++) {
            y[i] = random.nextInt(CLASSES);
            for (int j = 0; j < FEATURES; j++) {
                features[i][j] = (float) (random.nextGaussian() + (j == y[i] ? 1 : 0));
            }
        }
    }

    @Test
    void predictsEachRowAsAFitWithoutItWould() {
        var system = RidgeSystem.of(features, y, 0, ROWS, FEATURES, CLASSES, Forking.none());
        float[][] columns = new float[FEATURES][ROWS];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < FEATURES; j++) {
                columns[j][i] = features[i][j];
            }
        }
        float[][] factor = system.factor(LAMBDA);
        float[][] loo = system.leaveOneOut(factor, system.weights(factor), columns, y, ROWS);
        for (int i = 0; i < ROWS; i++) {
            double[][] without = weightsWithout(i, system.prior());
            for (int k = 0; k < CLASSES; k++) {
                double expected = 0;
                for (int j = 0; j < FEATURES; j++) {
                    expected += features[i][j] * without[k][j];
                }
                assertThat((double) loo[k][i]).isCloseTo(expected, within(1e-4));
            }
        }
    }

    /** Refits by Gaussian elimination in double precision, leaving a row out. */
    private double[][] weightsWithout(int left, float[] prior) {
        double[][] weights = new double[CLASSES][];
        for (int k = 0; k < CLASSES; k++) {
            double[][] a = new double[FEATURES][FEATURES + 1];
            for (int r = 0; r < ROWS; r++) {
                if (r == left) {
                    continue;
                }
                double target = (y[r] == k ? 1 : 0) - prior[k];
                for (int i = 0; i < FEATURES; i++) {
                    for (int j = 0; j < FEATURES; j++) {
                        a[i][j] += features[r][i] * features[r][j];
                    }
                    a[i][FEATURES] += features[r][i] * target;
                }
            }
            for (int i = 0; i < FEATURES; i++) {
                a[i][i] += LAMBDA;
            }
            weights[k] = eliminate(a);
        }
        return weights;
    }

    private static double[] eliminate(double[][] a) {
        int n = a.length;
        for (int i = 0; i < n; i++) {
            for (int r = 0; r < n; r++) {
                if (r != i) {
                    double f = a[r][i] / a[i][i];
                    for (int c = i; c <= n; c++) {
                        a[r][c] -= f * a[i][c];
                    }
                }
            }
        }
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = a[i][n] / a[i][i];
        }
        return x;
    }
}
