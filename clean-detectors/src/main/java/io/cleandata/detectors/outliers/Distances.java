package io.cleandata.detectors.outliers;

import java.util.Arrays;

/**
 * How far the rows of a window are from others, as logarithms.
 *
 * @param plain of the distance to the nearest ordinary rows ({@link TrimmedNeighbours})
 * @param joined of the distance on joining ({@link Joining})
 * @param contrast of the local contrast, the distance to the nearest rows in terms of how far these are from theirs
 * @param oddness of how unlike its nearest rows a row is in one column ({@link OddValues})
 * @param column that column
 * @param logs what is judged: {@code plain}, where neither the contrast nor the oddness is more remarkable
 * @param by which of the three this is
 * @param ordinary which rows of the matrix are ordinary
 * @param grouped whether most rows have equals, or come in tight groups that are smaller than the wide neighbourhood: then those that are far from the ordinary ones are no population of their own
 */
record Distances(
        double[] plain,
        double[] joined,
        double[] contrast,
        double[] oddness,
        int[] column,
        double[] logs,
        By[] by,
        boolean[] ordinary,
        boolean grouped) {

    /** What a row is judged by. */
    enum By {
        /** Its distance to the nearest ordinary rows. */
        DISTANCE,
        /** Its distance to the nearest rows in terms of theirs. */
        CONTRAST,
        /** One value. */
        VALUE
    }

    /** In so few dimensions trimming cuts an edge into one population, see {@link Joining}. */
    private static final int MOST_EDGED = 3;

    /**
     * From here on the median row is so many times as far from its wide neighbourhood as from its nearest rows that it has only a few rows near it, as one of
     * fifty sensors has: 1.1 to 1.6 times in public tables, 2.7 to 4.2 with such sensors. (On a line it is 3.75 times by itself, so that it tells nothing in few dimensions.)
     */
    private static final double LOG_GROUPED = Math.log(2.5);

    /** Fewer rows have no tail to speak of. */
    private static final int FEWEST = 100;

    private static final double SMALLEST_TAIL = 0.02;
    private static final double SMALLEST_ODDNESS = 1e-3;

    /**
     * A contrast must be so many times rarer than a distance. In a dense place it is large by chance, and most of what is wrong in a
     * stream is far from everything.
     */
    private static final double RARER_CONTRAST = 50;

    /** So must an odd value: one of many columns has the largest by chance. */
    private static final double RARER_VALUE = 8;

    /** Where tails are measured: below what even a seventh of anomalies would reach. */
    private static final double TAIL_FROM = 0.6;

    private static final double TAIL_TO = 0.85;

    /** Measures all rows of the window in interleaved parts. */
    static Distances of(Matrix matrix, int step, TrimmedNeighbours neighbours, OddValues odd) {
        int n = matrix.rows().length;
        double[] plain = new double[n];
        double[] joined = new double[n];
        double[] contrast = new double[n];
        double[] oddness = new double[n];
        double[] wide = new double[n];
        int[] column = new int[n];
        By[] by = new By[n];
        Arrays.fill(by, By.DISTANCE);
        boolean[] ordinary = new boolean[matrix.all()];
        if (matrix.width() == 0 || matrix.all() < 2) {
            Arrays.fill(ordinary, true);
            Arrays.fill(plain, Math.log(matrix.floor()));
            return new Distances(plain, plain, contrast, oddness, column, plain, by, ordinary, false);
        }
        float[] scores = new float[n];
        float[] other = new float[n];
        int[] columnOfPart = new int[n];
        for (int from = 0; from < step; from++) {
            Rows part = matrix.part(from, step);
            int all = part.columns[0].length;
            int scored = step == 1 ? n : all;
            neighbours.score(part, all, scored, scores);
            if (matrix.width() <= MOST_EDGED) {
                neighbours.join(all, scored, scores, other);
            } else {
                System.arraycopy(scores, 0, other, 0, scored);
            }
            for (int i = 0; i < scored; i++) {
                plain[from + i * step] = Math.log(scores[i] + matrix.floor());
                joined[from + i * step] = Math.log(other[i] + matrix.floor());
                ordinary[from + i * step] = neighbours.kept(i);
                wide[from + i * step] = Math.log(neighbours.wide(i) + matrix.floor());
            }
            if (n >= FEWEST) {
                neighbours.contrast(scored, other);
                for (int i = 0; i < scored; i++) {
                    contrast[from + i * step] = Math.log(other[i]);
                }
                odd.measure(part, scored, neighbours.nearest(), neighbours.near(scored), other, columnOfPart);
                for (int i = 0; i < scored; i++) {
                    oddness[from + i * step] = Math.log(other[i] + SMALLEST_ODDNESS);
                    column[from + i * step] = columnOfPart[i];
                }
            }
        }
        Arrays.fill(ordinary, n, matrix.all(), true);
        double[] logs = plain.clone();
        if (n >= FEWEST) {
            Tail tail = Tail.of(plain);
            raise(logs, tail, contrast, RARER_CONTRAST, By.CONTRAST, by);
            raise(logs, tail, oddness, RARER_VALUE, By.VALUE, by);
        }
        double middle = median(plain);
        boolean grouped = middle <= Math.log(2 * matrix.floor())
                || matrix.width() > MOST_EDGED && median(wide) - middle > LOG_GROUPED;
        return new Distances(plain, joined, contrast, oddness, column, logs, by, ordinary, grouped);
    }

    private static double median(double[] values) {
        double[] some = values.clone();
        Selection.selectAll(some, some.length, Selection.ranks(some.length, 0.5));
        return Selection.quantile(some, some.length, 0.5);
    }

    /** An exponential through the 60 % and 85 % points of some values: the first, and how far the second is from it. */
    private record Tail(double base, double length) {

        static Tail of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double base = Selection.quantile(sorted, sorted.length, TAIL_FROM);
            return new Tail(base, Selection.quantile(sorted, sorted.length, TAIL_TO) - base);
        }
    }

    /**
     * Raises what is judged to another statistic put on the scale of the distance: where both tails are equally rare they are equal, but that
     * the other must be so many times rarer.
     */
    private static void raise(double[] logs, Tail distance, double[] other, double rarer, By kind, By[] by) {
        if (distance.length() <= 0) {
            return;
        }
        Tail tail = Tail.of(other);
        if (tail.length() < SMALLEST_TAIL) {
            return; // most rows have equals, and a tail of so few values says nothing
        }
        double less = Math.log(rarer) / Math.log((1 - TAIL_FROM) / (1 - TAIL_TO));
        for (int i = 0; i < logs.length; i++) {
            double same = distance.base() + distance.length() * ((other[i] - tail.base()) / tail.length() - less);
            if (same > logs[i]) {
                logs[i] = same;
                by[i] = kind;
            }
        }
    }
}
