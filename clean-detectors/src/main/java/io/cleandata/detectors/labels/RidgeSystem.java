package io.cleandata.detectors.labels;

import java.util.Arrays;

/**
 * The normal equations of a ridge regression of class indicators, centred on the class shares, and the leave-one-out predictions in
 * closed form.
 *
 * <p>With A = (F'F + lambda I)^-1, weights w = A F'y and leverage h = f'A f, the prediction of a row by a fit without it is
 * (f'w - h y) / (1 - h) (Hastie, Tibshirani and Friedman 2009, section 7.10). Setting up costs {@code rows p^2 / 2} multiply-adds for p
 * features, each penalty {@code p^3 / 6}, leverages {@code p^2 / 2} for each row.
 *
 * @param gram upper triangle of F'F
 * @param sums sum of the features of each class
 * @param prior share of each class
 */
record RidgeSystem(float[][] gram, float[][] sums, float[] prior) {

    /** Sums up rows {@code [first, end)}; {@code y} holds their classes. */
    static RidgeSystem of(float[][] features, int[] y, int first, int end, int p, int classes, Forking forking) {
        float[][] gram = new float[p][p];
        // Two halves whatever the number of threads, so that the sums are the same.
        float[][] second = new float[p][p];
        int middle = first + (end - first) / 8 * 4;
        forking.run(2, half -> {
            if (half == 0) {
                Kernels.addGram(features, first, middle, gram);
            } else {
                Kernels.addGram(features, middle, end, second);
            }
        });
        for (int i = 0; i < p; i++) {
            Kernels.axpy(gram[i], second[i], i, p, 1);
        }
        float[][] sums = new float[classes][p];
        float[] prior = new float[classes];
        for (int r = first; r < end; r++) {
            Kernels.axpy(sums[y[r]], features[r], 0, p, 1);
            prior[y[r]]++;
        }
        for (int k = 0; k < classes; k++) {
            prior[k] /= end - first;
        }
        return new RidgeSystem(gram, sums, prior);
    }

    /** The Cholesky factor with a penalty, a larger one where single precision fails on a nearly singular matrix. */
    float[][] factor(float lambda) {
        float[][] u = new float[gram.length][gram.length];
        float penalty = lambda;
        while (!Kernels.cholesky(gram, penalty, u)) {
            penalty *= 10;
            if (penalty > 1e20f) {
                throw new IllegalStateException("the features of the ridge regression are not finite");
            }
        }
        return u;
    }

    /** Weights, a row for each feature and a column for each class. */
    float[][] weights(float[][] factor) {
        int p = gram.length;
        int classes = prior.length;
        float[] total = new float[p];
        for (float[] sum : sums) {
            Kernels.axpy(total, sum, 0, p, 1);
        }
        float[][] b = new float[p][classes];
        for (int i = 0; i < p; i++) {
            for (int k = 0; k < classes; k++) {
                b[i][k] = sums[k][i] - prior[k] * total[i];
            }
        }
        Kernels.solveLower(factor, b, classes);
        Kernels.solveUpper(factor, b, classes);
        return b;
    }

    /**
     * Predictions less the class shares, a row for each class, of the first {@code n} columns.
     *
     * @param columns features of the rows to predict, a row for each feature
     * @param own class of each of them, -1 for a row that took no part in the fit
     */
    float[][] leaveOneOut(float[][] factor, float[][] weights, float[][] columns, int[] own, int n) {
        return leaveOneOut(factor, weights, prior, columns, own, n);
    }

    /** The same when only a fit's factor, weights and class shares are kept. */
    static float[][] leaveOneOut(
            float[][] factor, float[][] weights, float[] prior, float[][] columns, int[] own, int n) {
        int p = factor.length;
        int classes = prior.length;
        float[][] z = new float[p][];
        for (int i = 0; i < p; i++) {
            z[i] = Arrays.copyOf(columns[i], n);
        }
        float[][] s = new float[classes][n];
        for (int k = 0; k < classes; k++) {
            int i = 0;
            for (; i + 4 <= p; i += 4) {
                Kernels.axpy4(
                        s[k],
                        z[i],
                        z[i + 1],
                        z[i + 2],
                        z[i + 3],
                        0,
                        n,
                        weights[i][k],
                        weights[i + 1][k],
                        weights[i + 2][k],
                        weights[i + 3][k]);
            }
            for (; i < p; i++) {
                Kernels.axpy(s[k], z[i], 0, n, weights[i][k]);
            }
        }
        Kernels.solveLower(factor, z, n);
        float[] leverage = new float[n];
        for (int i = 0; i < p; i++) {
            Kernels.addSquares(leverage, z[i], n);
        }
        for (int k = 0; k < classes; k++) {
            for (int i = 0; i < n; i++) {
                if (own[i] >= 0) {
                    float h = Math.min(leverage[i], 0.999f);
                    s[k][i] = (s[k][i] - h * target(prior, own[i], k)) / (1 - h);
                }
            }
        }
        return s;
    }

    /** Squared error of leave-one-out predictions. */
    double squaredError(float[][] loo, int[] own, int n) {
        double sum = 0;
        for (int k = 0; k < loo.length; k++) {
            for (int i = 0; i < n; i++) {
                if (own[i] >= 0) {
                    double e = target(prior, own[i], k) - loo[k][i];
                    sum += e * e;
                }
            }
        }
        return sum;
    }

    private static float target(float[] prior, int own, int k) {
        return (own == k ? 1 : 0) - prior[k];
    }
}
