package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Ridge regression of the class indicators on random Fourier features (Rahimi and Recht 2007) and on the inputs themselves, with the
 * leave-one-out predictions of the scored rows in closed form.
 *
 * <p>With A = (F'F + lambda I)^-1 and leverage h = f'A f, the prediction without the row itself is (f'w - h y) / (1 - h). The kernel's
 * width follows the median distance; lambda is the one of {.1, 1, 10, 100} with the least squared leave-one-out error; a softmax with a
 * fitted temperature turns predictions into probabilities. Costs {@code rows p^2 / 2} multiply-adds for p features, bounded by
 * {@link #BUDGET} for every thousand new rows: more features take fewer rows.
 */
final class FourierRidge {

    private static final long BUDGET = 90_000_000L;
    private static final int LEAST_ROWS = 2000;
    private static final int MOST_INPUTS = 200;
    private static final int MOST_PER_FEATURE = 128;
    private static final float[] LAMBDAS = {0.1f, 1, 10, 100};
    private static final int TRIAL = 192;
    private static final float LINEAR = 0.3f;
    private static final float AMPLITUDE = (float) Math.sqrt(0.5);

    private final int cosines;
    private final long seed;

    private RidgeInputs inputs = RidgeInputs.none();
    private float[][] directions = new float[0][];
    private float[] offsets = new float[0];
    private int linear;
    private float[][] weights = new float[0][];
    private float[] prior = new float[0];
    private double factor = 5;
    private int lambda = -1;
    private float[][] features = new float[0][];

    /** Of the last fit, for rows that come again: the Cholesky factor, and the hashes of the rows it was fitted on. */
    private float[][] cholesky = new float[0][];

    private int[] trained = new int[0];

    FourierRidge(int cosines, long seed) {
        this.cosines = cosines;
        this.seed = seed;
    }

    /**
     * Fits on the training rows and writes the probabilities of the scored ones.
     *
     * @param values {@code [column][slot]}
     * @param out a number for each class of each scored row
     */
    void fitAndJudge(float[][] values, boolean[] categorical, TrainingSet set, float[] out, Forking forking) {
        int[] train = set.train();
        int[] y = set.y();
        int[] scored = set.scored();
        int[] trainRow = set.trainRow();
        int classes = set.classes();
        int n = scored.length;
        inputs = RidgeInputs.of(values, categorical, train, train.length);
        linear = Math.min(inputs.width, MOST_INPUTS);
        int p = cosines + linear + 1;
        // Most recent rows first, and all the scored ones: they stand at the end.
        long budget = BUDGET * Math.max(1, set.fresh() / LabelModel.REFIT);
        long affordable = Math.max(LEAST_ROWS, budget / ((long) p * p / 2));
        int first = (int) Math.max(0, train.length - affordable);
        draw(values, train);

        ensure(train.length, p);
        int blocks = (train.length - first + 255) / 256;
        forking.run(blocks, b -> {
            int[] index = new int[values.length];
            float[] value = new float[values.length];
            for (int r = first + b * 256; r < Math.min(train.length, first + (b + 1) * 256); r++) {
                map(values, train[r], features[r], index, value);
            }
        });

        var system = RidgeSystem.of(features, y, first, train.length, p, classes, forking);
        prior = system.prior();

        // The scored rows as columns, in a scattered order whose beginning is a fair sample for the choice of lambda.
        int[] order = scattered(n);
        float[][] columns = new float[p][n];
        int[] index = new int[values.length];
        float[] value = new float[values.length];
        float[] row = new float[p];
        int[] own = new int[n];
        for (int i = 0; i < n; i++) {
            int s = order[i];
            boolean trained = trainRow[s] >= first;
            float[] f = row;
            if (trained) {
                f = features[trainRow[s]];
            } else {
                map(values, scored[s], row, index, value);
            }
            own[i] = trained ? y[trainRow[s]] : -1;
            for (int j = 0; j < p; j++) {
                columns[j][i] = f[j];
            }
        }

        int trial = Math.min(n, TRIAL);
        // At the first fit all penalties are tried, later the last one and its neighbours.
        int from = lambda < 0 ? 0 : Math.max(0, lambda - 1);
        int to = lambda < 0 ? LAMBDAS.length : Math.min(LAMBDAS.length, lambda + 2);
        Solution[] found = new Solution[to - from];
        forking.run(to - from, l -> found[l] = solve(system, from + l, columns, own, trial));
        Solution best = found[0];
        for (Solution s : found) {
            best = s.error < best.error ? s : best;
        }
        lambda = best.lambda;
        weights = best.weights;
        cholesky = best.factor;
        trained = Arrays.copyOfRange(set.trainHash(), first, train.length);
        float[][] loo = system.leaveOneOut(best.factor, weights, columns, own, n);
        int[] given = new int[n];
        for (int i = 0; i < n; i++) {
            int s = order[i];
            given[s] = set.learnable()[s] ? own[i] : -1;
            for (int k = 0; k < classes; k++) {
                out[s * classes + k] = loo[k][i] + prior[k];
            }
        }
        factor = Temperature.fit(out, given, n, classes, 0.1, 60, factor).factor();
        Temperature.apply(out, n, classes, factor);
    }

    /** Probabilities of rows that the model has not seen, or has to do without. */
    void judge(float[][] values, TrainingSet set, float[] out) {
        int[] scored = set.scored();
        int n = scored.length;
        int classes = prior.length;
        int p = cosines + linear + 1;
        int[] index = new int[values.length];
        float[] value = new float[values.length];
        float[] row = new float[p];
        float[] s = new float[classes];
        for (int i = 0; i < n; i++) {
            map(values, scored[i], row, index, value);
            System.arraycopy(prior, 0, s, 0, classes);
            Kernels.addProduct(s, row, weights, classes);
            System.arraycopy(s, 0, out, i * classes, classes);
        }
        if (set.again().any()) {
            leaveOut(values, set, out);
        }
        Temperature.apply(out, n, classes, factor);
    }

    /** Takes the rows that it was fitted on, and that come again, out of what it predicts for them. */
    private void leaveOut(float[][] values, TrainingSet set, float[] out) {
        int[] last = set.again().last(trained);
        int[] seen = new int[set.scored().length];
        int[] own = new int[seen.length];
        int m = 0;
        for (int i = 0; i < seen.length; i++) {
            int place = set.again().placeOf()[i];
            if (place >= 0 && last[place] >= 0) {
                seen[m] = i;
                own[m++] = set.given()[i];
            }
        }
        int classes = prior.length;
        int p = cosines + linear + 1;
        float[][] columns = new float[p][m];
        int[] index = new int[values.length];
        float[] value = new float[values.length];
        float[] row = new float[p];
        for (int i = 0; i < m; i++) {
            map(values, set.scored()[seen[i]], row, index, value);
            for (int j = 0; j < p; j++) {
                columns[j][i] = row[j];
            }
        }
        float[][] loo = RidgeSystem.leaveOneOut(cholesky, weights, prior, columns, own, m);
        for (int i = 0; i < m; i++) {
            for (int k = 0; k < classes; k++) {
                out[seen[i] * classes + k] = loo[k][i] + prior[k];
            }
        }
    }

    /** Draws the random directions, in turns, with the width that the median distance asks for. */
    private void draw(float[][] values, int[] train) {
        int q = inputs.width;
        double gamma = 1.5 / Math.max(1e-9, medianDistance(values, train));
        double spread = Math.sqrt(2 * gamma) / (2 * Math.PI);
        directions = new float[q][cosines];
        var random = new SplitMix(seed);
        offsets = new float[cosines];
        for (int j = 0; j < cosines; j++) {
            offsets[j] = (float) random.uniform();
        }
        boolean sparse = q > 2 * MOST_PER_FEATURE;
        double share = sparse ? (double) MOST_PER_FEATURE / q : 1;
        double s = spread / Math.sqrt(share);
        for (int i = 0; i < q; i++) {
            var own = new SplitMix(SplitMix.mix(seed + 31L * (i + 1)));
            for (int j = 0; j < cosines; j++) {
                if (!sparse || own.uniform() < share) {
                    directions[i][j] = (float) (s * own.normal());
                }
            }
        }
    }

    private double medianDistance(float[][] values, int[] train) {
        int pairs = 300;
        var random = new SplitMix(seed + 1);
        double[] squared = new double[pairs];
        float[] a = new float[inputs.width];
        int[] index = new int[values.length];
        float[] value = new float[values.length];
        for (int i = 0; i < pairs; i++) {
            Arrays.fill(a, 0);
            int k = inputs.write(values, train[random.below(train.length)], index, value);
            for (int j = 0; j < k; j++) {
                a[index[j]] = value[j];
            }
            k = inputs.write(values, train[random.below(train.length)], index, value);
            for (int j = 0; j < k; j++) {
                a[index[j]] -= value[j];
            }
            double sum = 0;
            for (float v : a) {
                sum += (double) v * v;
            }
            squared[i] = sum;
        }
        Arrays.sort(squared);
        return squared[pairs / 2];
    }

    private void map(float[][] values, int slot, float[] f, int[] index, float[] value) {
        System.arraycopy(offsets, 0, f, 0, cosines);
        int p = cosines + linear + 1;
        Arrays.fill(f, cosines, p, 0);
        int k = inputs.write(values, slot, index, value);
        int j = 0;
        for (; j + 4 <= k; j += 4) {
            Kernels.axpy4(
                    f,
                    directions[index[j]],
                    directions[index[j + 1]],
                    directions[index[j + 2]],
                    directions[index[j + 3]],
                    0,
                    cosines,
                    value[j],
                    value[j + 1],
                    value[j + 2],
                    value[j + 3]);
        }
        for (; j < k; j++) {
            Kernels.axpy(f, directions[index[j]], 0, cosines, value[j]);
        }
        Kernels.cosineOfTurns(f, cosines, AMPLITUDE);
        boolean sketched = inputs.width > linear;
        for (j = 0; j < k; j++) {
            if (sketched) {
                // Signed hashing keeps inner products in expectation (Weinberger and others 2009).
                long h = SplitMix.mix(seed ^ (0x9E3779B97F4A7C15L * (index[j] + 1)));
                int at = (int) ((h >>> 33) % linear);
                f[cosines + at] += (h & 1) == 0 ? LINEAR * value[j] : -LINEAR * value[j];
            } else {
                f[cosines + index[j]] = LINEAR * value[j];
            }
        }
        f[p - 1] = 1;
    }

    /** The fit with one penalty, and its squared error on the first scored rows. */
    private record Solution(int lambda, float[][] factor, float[][] weights, double error) {}

    private static Solution solve(RidgeSystem system, int l, float[][] columns, int[] own, int trial) {
        float[][] u = system.factor(LAMBDAS[l]);
        float[][] w = system.weights(u);
        float[][] loo = system.leaveOneOut(u, w, columns, own, trial);
        return new Solution(l, u, w, system.squaredError(loo, own, trial));
    }

    private void ensure(int rows, int p) {
        if (features.length < rows || (features.length > 0 && features[0].length < p)) {
            features = new float[rows][p];
        }
        if (features[0].length != p) {
            features = new float[features.length][p];
        }
    }

    /** A permutation whose every prefix is spread over the whole range: steps of about the golden section. */
    private static int[] scattered(int n) {
        int step = Math.max(1, (int) (n * 0.6180339887));
        while (gcd(step, n) != 1) {
            step++;
        }
        int[] order = new int[n];
        long at = 0;
        for (int i = 0; i < n; i++) {
            order[i] = (int) at;
            at = (at + step) % n;
        }
        return order;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    void save(DataOutputStream out) throws IOException {
        inputs.save(out);
        State.write(out, directions);
        State.write(out, offsets, offsets.length);
        State.write(out, weights);
        State.write(out, prior, prior.length);
        out.writeInt(cholesky.length);
        for (int i = 0; i < cholesky.length; i++) {
            State.write(out, Arrays.copyOfRange(cholesky[i], i, cholesky.length), cholesky.length - i);
        }
        State.write(out, trained, trained.length);
        out.writeInt(linear);
        out.writeInt(lambda);
        out.writeDouble(factor);
    }

    void restore(DataInputStream in) throws IOException {
        inputs = RidgeInputs.read(in);
        directions = State.matrix(in);
        offsets = State.floats(in);
        weights = State.matrix(in);
        prior = State.floats(in);
        int p = State.length(in);
        cholesky = new float[p][p];
        for (int i = 0; i < p; i++) {
            System.arraycopy(State.floats(in), 0, cholesky[i], i, p - i);
        }
        trained = State.ints(in);
        linear = in.readInt();
        lambda = in.readInt();
        factor = in.readDouble();
    }
}
