package io.cleandata.score;

/**
 * The mean of numbers in 0..1 with a 95 % interval that holds when numbers come in clusters.
 *
 * <p>The variance of the mean is the cluster-robust one, the sum over clusters of the squared sum of residuals (Liang and Zeger,
 * Biometrika 73, 1986) with the factor g/(g-1), or by {@link Cycles} where that is larger. It is not used in a symmetric interval: near 1, where
 * scores live, and with few faults that covers badly. Instead it gives the number of coin flips that would be as uncertain, N = m(1-m)/variance, and the interval is
 * Wilson's for N flips (Wilson, JASA 22, 1927), with Student's quantile for the number of faults in place of the normal's. Without
 * any variation in the sample N is the effective number of clusters, which leaves the interval of "no fault seen in so many".
 *
 * <p>While fewer than {@value #FEW} clusters have a fault, the sample does not tell how large the clusters of faults are: those that did not come may be
 * larger. N is then kept below {@value #CAUTION} of the number of clusters; factor and limit are chosen by simulation (docs/score.md). Where the
 * stream is known to lose more at once, Wilson's equation for the lower end counts what was not seen in losses of that size.
 *
 * <p>Where a fault comes in a tenth of all windows, Wilson's interval of a window with one fault lies below the truth. So while the faults seen are
 * worth fewer than {@value #FEW} flips, the upper end is the one of Poisson's law (Garwood, Biometrika 28, 1936), by the cube root of Wilson and
 * Hilferty.
 */
final class MeanInterval {

    private static final int FEW = 8;
    private static final double CAUTION = 0.3;
    private static final double SUREST = 10;
    private static final double NORMAL = 1.959963984540054;

    private MeanInterval() {}

    /**
     * The mean of {@code values[from..]} with its interval.
     *
     * @param lossAtOnce how much a cluster of faults takes from the sum of the values, as the stream is known to do; 0 when nothing is known
     */
    static Score of(double[] values, int from, SampleClusters clusters, double lossAtOnce) {
        int n = values.length - from;
        double sum = 0;
        for (int row = from; row < values.length; row++) {
            sum += values[row];
        }
        double mean = sum / n;
        double[] residuals = new double[values.length];
        int[] sizes = new int[values.length];
        boolean[] faulty = new boolean[values.length];
        for (int row = from; row < values.length; row++) {
            int cluster = clusters.of(row);
            residuals[cluster] += values[row] - mean;
            sizes[cluster]++;
            faulty[cluster] |= values[row] < 1;
        }
        double squares = 0;
        double soundSquares = 0;
        double squaredSizes = 0;
        double loss = 0;
        double sizeOfLoss = 0;
        int groups = 0;
        int faultyGroups = 0;
        for (int row = 0; row < values.length; row++) {
            if (sizes[row] > 0) {
                double square = residuals[row] * residuals[row];
                groups++;
                squares += square;
                squaredSizes += (double) sizes[row] * sizes[row];
                if (faulty[row]) {
                    double lost = sizes[row] * (1 - mean) - residuals[row];
                    faultyGroups++;
                    loss += lost;
                    sizeOfLoss += lost * sizes[row];
                } else {
                    soundSquares += square;
                }
            }
        }
        if (loss > 0 && sizeOfLoss > loss) {
            double asLarge = squares + (sizeOfLoss / loss - 1) * soundSquares;
            squares = Math.max(squares, Math.min(asLarge, Cycles.squares(values, from, mean, clusters, sizes, faulty)));
        }
        double effective = (double) n * n / squaredSizes;
        double variance = groups > 1 ? squares / ((double) n * n) * groups / (groups - 1) : 0;
        double spread = mean * (1 - mean);
        double flips = variance > 0 && spread > 0 ? spread / variance : effective;
        flips = Math.min(flips, (faultyGroups < FEW ? CAUTION : SUREST) * effective);
        double t =
                student(Math.min(effective - 1, 6 + 2 * faultyGroups)); // the error of the variance lies in the faults
        double tt = t * t;
        double centre = (mean + tt / (2 * flips)) / (1 + tt / flips);
        double half = t / (1 + tt / flips) * Math.sqrt(spread / flips + tt / (4 * flips * flips));
        double low = centre - half;
        if (lossAtOnce * flips > n) {
            low = Math.min(low, mean - unseen(mean, tt * spread / flips, lossAtOnce / n));
        }
        double high = Math.max(centre + half, 1 - least(1 - mean, flips));
        return new Score(mean, Math.max(0, Math.min(mean, low)), Math.min(1, Math.max(mean, high)));
    }

    /**
     * How far below the sample's mean the true one may lie: Wilson's equation with {@code square}, the squared error of what was seen, and beyond
     * it losses of such a {@code share} at once, whose size is known, so that the normal's quantile is theirs.
     */
    private static double unseen(double mean, double square, double share) {
        double weight = NORMAL * NORMAL * share;
        double linear = weight * (2 * mean - 1);
        return (linear + Math.sqrt(linear * linear + 4 * (1 + weight) * square)) / (2 * (1 + weight));
    }

    /** The least true loss by Poisson's law where a loss was seen that is worth few flips, one at least; else the loss. */
    private static double least(double loss, double flips) {
        double seen = Math.max(1, flips * loss);
        if (loss == 0 || seen >= FEW) {
            return loss;
        }
        double root = 1 - 1 / (9 * seen) - NORMAL / (3 * Math.sqrt(seen));
        return loss * root * root * root;
    }

    /** Two-sided 95 % quantile of Student's t, by the Cornish-Fisher expansion in 1/v (Abramowitz and Stegun 26.7.5). */
    private static double student(double freedom) {
        double v = Math.max(2, freedom);
        double z = NORMAL;
        double z3 = z * z * z;
        double z5 = z3 * z * z;
        double z7 = z5 * z * z;
        return z
                + (z3 + z) / (4 * v)
                + (5 * z5 + 16 * z3 + 3 * z) / (96 * v * v)
                + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * v * v * v);
    }
}
