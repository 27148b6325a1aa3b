package io.cleandata.score;

/**
 * The mean of numbers in 0..1 with a 95 % interval that holds when numbers come in clusters.
 *
 * <p>The variance of the mean is the cluster-robust one, the sum over clusters of the squared sum of residuals (Liang and Zeger,
 * Biometrika 73, 1986) with the factor g/(g-1). It is not used in a symmetric interval: near 1, where scores live, and with few faults
 * that covers badly. Instead it gives the number of coin flips that would be as uncertain, N = m(1-m)/variance, and the interval is
 * Wilson's for N flips (Wilson, JASA 22, 1927), with Student's quantile for the number of faults in place of the normal's. Without
 * any variation in the sample N is the effective number of clusters, which leaves the interval of "no fault seen in so many".
 *
 * <p>While fewer than {@value #FEW} clusters have a fault, the sample does not tell how large the clusters of faults are: those that did not come may be
 * larger. N is then kept below {@value #CAUTION} of the number of clusters; factor and limit are chosen by simulation (docs/score.md).
 */
final class MeanInterval {

    private static final int FEW = 8;
    private static final double CAUTION = 0.3;
    private static final double SUREST = 10;

    private MeanInterval() {}

    static Score of(double[] values, int from, SampleClusters clusters) {
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
        double squaredSizes = 0;
        int groups = 0;
        int faultyGroups = 0;
        for (int row = 0; row < values.length; row++) {
            if (sizes[row] > 0) {
                groups++;
                faultyGroups += faulty[row] ? 1 : 0;
                squares += residuals[row] * residuals[row];
                squaredSizes += (double) sizes[row] * sizes[row];
            }
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
        return new Score(mean, Math.max(0, Math.min(mean, centre - half)), Math.min(1, Math.max(mean, centre + half)));
    }

    /** Two-sided 95 % quantile of Student's t, by the Cornish-Fisher expansion in 1/v (Abramowitz and Stegun 26.7.5). */
    private static double student(double freedom) {
        double v = Math.max(2, freedom);
        double z = 1.959963984540054;
        double z3 = z * z * z;
        double z5 = z3 * z * z;
        double z7 = z5 * z * z;
        return z
                + (z3 + z) / (4 * v)
                + (5 * z5 + 16 * z3 + 3 * z) / (96 * v * v)
                + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * v * v * v);
    }
}
