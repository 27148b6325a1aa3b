package io.cleandata.detectors.outliers;

import java.util.Arrays;

/**
 * How far the rows of a window are from others, as logarithms.
 *
 * @param plain of the distance to the nearest ordinary rows ({@link TrimmedNeighbours})
 * @param joined of the distance on joining ({@link Joining})
 * @param contrast of the local contrast, the distance to the nearest rows in terms of how far these are from theirs
 * @param logs what is judged: {@code plain}, where the contrast is not more remarkable
 * @param ordinary which rows of the matrix are ordinary
 */
record Distances(double[] plain, double[] joined, double[] contrast, double[] logs, boolean[] ordinary) {

    /** In so few dimensions trimming cuts an edge into one population, see {@link Joining}. */
    private static final int MOST_EDGED = 2;

    /** Fewer rows have no tail to speak of. */
    private static final int FEWEST = 100;

    private static final double SMALLEST_TAIL = 0.02;

    /**
     * A contrast must be so many times rarer than a distance. In a dense place it is large by chance, and most of what is wrong in a
     * stream is far from everything.
     */
    private static final double RARER = 20;

    /** Where tails are measured: below what even a seventh of anomalies would reach. */
    private static final double TAIL_FROM = 0.6;

    private static final double TAIL_TO = 0.85;

    /** Measures all rows of the window in interleaved parts. */
    static Distances of(Matrix matrix, int step, TrimmedNeighbours neighbours) {
        int n = matrix.rows().length;
        double[] plain = new double[n];
        double[] joined = new double[n];
        double[] contrast = new double[n];
        boolean[] ordinary = new boolean[matrix.all()];
        if (matrix.columns().length == 0 || matrix.all() < 2) {
            Arrays.fill(ordinary, true);
            Arrays.fill(plain, Math.log(matrix.floor()));
            return new Distances(plain, plain, contrast, plain, ordinary);
        }
        float[] scores = new float[n];
        float[] other = new float[n];
        for (int from = 0; from < step; from++) {
            float[][] columns = step == 1 ? matrix.columns() : matrix.stride(from, step);
            int all = columns[0].length;
            int scored = step == 1 ? n : all;
            neighbours.score(columns, all, scored, scores);
            if (columns.length <= MOST_EDGED) {
                neighbours.join(all, scored, scores, other);
            } else {
                System.arraycopy(scores, 0, other, 0, scored);
            }
            for (int i = 0; i < scored; i++) {
                plain[from + i * step] = Math.log(scores[i] + matrix.floor());
                joined[from + i * step] = Math.log(other[i] + matrix.floor());
                ordinary[from + i * step] = neighbours.kept(i);
            }
            if (n >= FEWEST) {
                neighbours.contrast(scored, other);
                for (int i = 0; i < scored; i++) {
                    contrast[from + i * step] = Math.log(other[i]);
                }
            }
        }
        Arrays.fill(ordinary, n, matrix.all(), true);
        double[] logs = n < FEWEST ? plain : raised(plain, contrast);
        return new Distances(plain, joined, contrast, logs, ordinary);
    }

    /** Whether a row is judged by its contrast. */
    boolean local(int row) {
        return logs[row] > plain[row];
    }

    /**
     * The larger of the distance and of the contrast put on its scale: both tails are taken for exponentials through their
     * 60 % and 85 % points, and where they are equally rare they are equal, but for {@link #RARER}.
     */
    private static double[] raised(double[] plain, double[] contrast) {
        double[] sorted = plain.clone();
        Arrays.sort(sorted);
        double base = Selection.quantile(sorted, sorted.length, TAIL_FROM);
        double tail = Selection.quantile(sorted, sorted.length, TAIL_TO) - base;
        if (tail <= 0) {
            return plain;
        }
        System.arraycopy(contrast, 0, sorted, 0, sorted.length);
        Arrays.sort(sorted);
        double contrastBase = Selection.quantile(sorted, sorted.length, TAIL_FROM);
        double contrastTail =
                Math.max(Selection.quantile(sorted, sorted.length, TAIL_TO) - contrastBase, SMALLEST_TAIL);
        double rarer = Math.log(RARER) / Math.log((1 - TAIL_FROM) / (1 - TAIL_TO));
        double[] logs = new double[plain.length];
        for (int i = 0; i < logs.length; i++) {
            double same = base + tail * ((contrast[i] - contrastBase) / contrastTail - rarer);
            logs[i] = Math.max(plain[i], same);
        }
        return logs;
    }
}
