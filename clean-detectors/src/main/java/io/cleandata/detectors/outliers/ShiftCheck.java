package io.cleandata.detectors.outliers;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees a window in which most rows are unlike all earlier ones: among themselves such rows look ordinary.
 *
 * <p>Some rows of the window are compared with remembered sound rows, and so are some of these with the others. When more than half of the
 * window's lie beyond what the remembered ones show among each other (3.25 sigma of the log distance), all rows are judged against the
 * remembered ones. Dimensions that move as they usually do ({@link UsualMoves}) are left out.
 *
 * <p><b>Cost.</b> 64 rows against the reference in each window; all rows when it has shifted.
 */
final class ShiftCheck {

    private static final int FEWEST = 200;
    private static final int MOST = 256;
    private static final int SAMPLED = 32;
    private static final double SIGMAS = 3.25;
    private static final double SHARE = 0.5;
    private static final double QUARTILE = 0.6745;

    /**
     * A window unlike the memory.
     *
     * @param matrix rows and memory, scaled by the memory
     * @param sigmas how far each row is from the memory, in sigmas of the memory's own log distances above their median
     * @param factors the same distance as a multiple of their median
     */
    record Shift(Matrix matrix, double[] sigmas, double[] factors) {

        boolean outlier(int index) {
            return sigmas[index] > SIGMAS;
        }
    }

    private ShiftCheck() {}

    /** Whether enough is remembered to compare with. */
    static boolean possible(RowMemory memory) {
        return memory.size() >= FEWEST;
    }

    /**
     * What a window shows when it is compared with the memory.
     *
     * @param sample some of its rows in all dimensions
     * @param moves how far the middle of each has moved
     * @param shift how all of its rows are to be judged if most are unlike the memory, else null
     */
    record Comparison(
            Matrix sample, double[] moves, @Nullable Shift shift) {}

    /** Compares a window with the memory, of which there must be enough, in all that does not move as usual. */
    static Comparison compare(List<Dimension> dimensions, int[] rows, RowMemory memory, UsualMoves usual) {
        int[] sampled = spread(rows, Math.min(SAMPLED, rows.length));
        Matrix all = Matrix.scaledByReference(dimensions, sampled, memory, MOST);
        double[] moves = UsualMoves.of(all);
        Matrix sample = all.select(usual.unusual(all, moves));
        return new Comparison(all, moves, shift(sample.dimensions(), rows, sample, memory));
    }

    /** Judges all rows against the memory when most of the sampled ones are unlike it, else returns null. */
    private static @Nullable Shift shift(List<Dimension> dimensions, int[] rows, Matrix sample, RowMemory memory) {
        int[] sampled = sample.rows();
        int reference = sample.reference();
        if (sample.width() == 0) {
            return null;
        }
        double floor = sample.floor();
        float[] distances = new float[rows.length + reference];
        double[] own = new double[SAMPLED];
        for (int i = 0; i < SAMPLED; i++) {
            int at = sampled.length + (int) ((long) i * reference / SAMPLED);
            own[i] = Math.log(meanDistance(sample, at, distances) + floor);
        }
        Arrays.sort(own);
        double center = Selection.quantile(own, SAMPLED, 0.5);
        double sigma = Math.max((Selection.quantile(own, SAMPLED, 0.75) - center) / QUARTILE, 0.15);
        double bound = Math.max(center + SIGMAS * sigma, Selection.quantile(own, SAMPLED, 0.95));
        int beyond = 0;
        for (int i = 0; i < sampled.length; i++) {
            if (Math.log(meanDistance(sample, i, distances) + floor) > bound) {
                beyond++;
            }
        }
        if (beyond <= SHARE * sampled.length) {
            return null;
        }
        Matrix matrix = Matrix.scaledByReference(dimensions, rows, memory, MOST);
        double[] sigmas = new double[rows.length];
        double[] factors = new double[rows.length];
        double unit = (bound - center) / SIGMAS;
        for (int i = 0; i < rows.length; i++) {
            double log = Math.log(meanDistance(matrix, i, distances) + floor);
            sigmas[i] = (log - center) / unit;
            factors[i] = Math.exp(log - center);
        }
        return new Shift(matrix, sigmas, factors);
    }

    private static int[] spread(int[] rows, int count) {
        int[] some = new int[count];
        for (int i = 0; i < count; i++) {
            some[i] = rows[(int) ((long) i * rows.length / count)];
        }
        return some;
    }

    /** Mean distance to the nearest reference rows, other than itself. */
    private static double meanDistance(Matrix matrix, int at, float[] distances) {
        int first = matrix.rows().length;
        int reference = matrix.reference();
        matrix.numbers().scaledDistances(at, distances, first, matrix.all());
        if (at >= first) {
            distances[at] = Float.MAX_VALUE;
        }
        System.arraycopy(distances, first, distances, 0, reference);
        return Selection.meanOfSmallest(distances, reference, Math.max(1, reference / 25));
    }
}
