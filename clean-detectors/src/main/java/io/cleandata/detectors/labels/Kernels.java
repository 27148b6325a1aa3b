package io.cleandata.detectors.labels;

/**
 * The few dense loops that the models share, over matrices kept as one array per row.
 *
 * <p>One array per row, and one common index in every loop, is what the JIT compiler turns into vector instructions: with offsets into
 * one flat array it cannot prove that source and target do not overlap and stays scalar, four times slower. The order of additions is
 * fixed, so that results do not depend on threads.
 */
final class Kernels {

    private static final int STRIP = 32;

    private Kernels() {}

    /** {@code d += a x} on {@code [from, to)}. */
    static void axpy(float[] d, float[] x, int from, int to, float a) {
        for (int j = from; j < to; j++) {
            d[j] = Math.fma(a, x[j], d[j]);
        }
    }

    /** {@code d += a0 x0 + a1 x1 + a2 x2 + a3 x3} on {@code [from, to)}. */
    static void axpy4(
            float[] d,
            float[] x0,
            float[] x1,
            float[] x2,
            float[] x3,
            int from,
            int to,
            float a0,
            float a1,
            float a2,
            float a3) {
        for (int j = from; j < to; j++) {
            d[j] = Math.fma(a3, x3[j], Math.fma(a2, x2[j], Math.fma(a1, x1[j], Math.fma(a0, x0[j], d[j]))));
        }
    }

    /** Adds the upper triangle of {@code f' f}, rows {@code [from, to)} of f, to {@code gram}, in strips that stay in the cache. */
    static void addGram(float[][] f, int from, int to, float[][] gram) {
        for (int i = 0; i < gram.length; i += STRIP) {
            addGram(f, from, to, gram, i, Math.min(gram.length, i + STRIP));
        }
    }

    private static void addGram(float[][] f, int from, int to, float[][] gram, int first, int end) {
        int p = gram.length;
        int r = from;
        for (; r + 4 <= to; r += 4) {
            float[] x0 = f[r];
            float[] x1 = f[r + 1];
            float[] x2 = f[r + 2];
            float[] x3 = f[r + 3];
            for (int i = first; i < end; i++) {
                axpy4(gram[i], x0, x1, x2, x3, i, p, x0[i], x1[i], x2[i], x3[i]);
            }
        }
        for (; r < to; r++) {
            float[] x = f[r];
            for (int i = first; i < end; i++) {
                axpy(gram[i], x, i, p, x[i]);
            }
        }
    }

    /**
     * Upper Cholesky factor U of {@code gram + lambda I} (U'U), from the upper triangle of {@code gram}.
     *
     * @return false when the matrix is not positive definite in single precision
     */
    static boolean cholesky(float[][] gram, float lambda, float[][] u) {
        int p = gram.length;
        for (int i = 0; i < p; i++) {
            System.arraycopy(gram[i], i, u[i], i, p - i);
            u[i][i] += lambda;
            float[] d = u[i];
            int j = 0;
            for (; j + 4 <= i; j += 4) {
                axpy4(d, u[j], u[j + 1], u[j + 2], u[j + 3], i, p, -u[j][i], -u[j + 1][i], -u[j + 2][i], -u[j + 3][i]);
            }
            for (; j < i; j++) {
                axpy(d, u[j], i, p, -u[j][i]);
            }
            if (!(d[i] > 1e-7f * lambda)) {
                return false;
            }
            float inverse = (float) (1 / Math.sqrt(d[i]));
            for (int k = i; k < p; k++) {
                d[k] *= inverse;
            }
        }
        return true;
    }

    /** Solves {@code U' z = b} in place, {@code b} given as p rows of {@code width} right-hand sides. */
    static void solveLower(float[][] u, float[][] b, int width) {
        int p = u.length;
        for (int i = 0; i < p; i++) {
            float[] d = b[i];
            int j = 0;
            for (; j + 4 <= i; j += 4) {
                axpy4(
                        d,
                        b[j],
                        b[j + 1],
                        b[j + 2],
                        b[j + 3],
                        0,
                        width,
                        -u[j][i],
                        -u[j + 1][i],
                        -u[j + 2][i],
                        -u[j + 3][i]);
            }
            for (; j < i; j++) {
                axpy(d, b[j], 0, width, -u[j][i]);
            }
            scale(d, width, 1 / u[i][i]);
        }
    }

    /** Solves {@code U x = b} in place. */
    static void solveUpper(float[][] u, float[][] b, int width) {
        int p = u.length;
        for (int i = p - 1; i >= 0; i--) {
            float[] d = b[i];
            float[] row = u[i];
            int j = i + 1;
            for (; j + 4 <= p; j += 4) {
                axpy4(d, b[j], b[j + 1], b[j + 2], b[j + 3], 0, width, -row[j], -row[j + 1], -row[j + 2], -row[j + 3]);
            }
            for (; j < p; j++) {
                axpy(d, b[j], 0, width, -row[j]);
            }
            scale(d, width, 1 / row[i]);
        }
    }

    /** {@code d += x W}: one row times a matrix of {@code width} columns. */
    static void addProduct(float[] d, float[] x, float[][] w, int width) {
        int p = w.length;
        int i = 0;
        for (; i + 4 <= p; i += 4) {
            axpy4(d, w[i], w[i + 1], w[i + 2], w[i + 3], 0, width, x[i], x[i + 1], x[i + 2], x[i + 3]);
        }
        for (; i < p; i++) {
            axpy(d, w[i], 0, width, x[i]);
        }
    }

    /** Adds the squares of {@code x} to {@code sum}. */
    static void addSquares(float[] sum, float[] x, int width) {
        for (int j = 0; j < width; j++) {
            sum[j] = Math.fma(x[j], x[j], sum[j]);
        }
    }

    /** {@code x = scale cos(2 pi x)}, to about 1e-6 of the scale, without branches. */
    static void cosineOfTurns(float[] x, int width, float scale) {
        for (int j = 0; j < width; j++) {
            float t = x[j];
            // Adding and subtracting 1.5 * 2^23 rounds to the nearest integer in the current rounding mode.
            float whole = (t + 12582912f) - 12582912f;
            float a = 0.25f - Math.abs(t - whole); // cos(2 pi u) = sin(2 pi (1/4 - |u|))
            float s = a * a;
            float sine = a
                    * (6.2831853f
                            + s
                                    * (-41.341702f
                                            + s
                                                    * (81.605249f
                                                            + s * (-76.705859f + s * (42.058694f + s * -15.094643f)))));
            x[j] = scale * sine;
        }
    }

    private static void scale(float[] d, int width, float a) {
        for (int j = 0; j < width; j++) {
            d[j] *= a;
        }
    }
}
