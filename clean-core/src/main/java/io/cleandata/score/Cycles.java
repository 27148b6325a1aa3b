package io.cleandata.score;

/**
 * The variance of a sum from the order of its rows, where faults come in groups.
 *
 * <p>A group of copies is marked, and so is one cluster; a batch of sound rows is not marked and would count as so many independent rows. Its trace
 * is in the gaps between groups: between rows that come alone they vary as much as waiting times without memory do, between batches more. From the beginning of one group to that of
 * the next is a cycle, and cycles are independent whether sound rows come alone or in batches, so that the variance of the sum is the sum of
 * the squared sums of their residuals, with the factor k/(k-1) (the regenerative method, Crane and Iglehart, Operations Research 23, 1975).
 * The rows before the first group end the last cycle.
 *
 * <p>Copies that are strewn among other rows make no cycles: more begin early in the window than late. So only a group whose second row follows its first begins one, and
 * there is no estimate where most groups do not. Few cycles estimate badly; {@link MeanInterval} keeps what they say between what sound rows add
 * when they come alone and when they come in clusters as large as the faulty ones.
 */
final class Cycles {

    private Cycles() {}

    /**
     * The sum of squares; 0 where there is one cycle at most, or most groups are strewn.
     *
     * @param sizes the number of rows of each cluster
     * @param faulty whether a cluster has a fault; what is more than one row of it is unmarked on the way
     */
    static double squares(
            double[] values, int from, double mean, SampleClusters clusters, int[] sizes, boolean[] faulty) {
        double before = 0;
        double cycle = 0;
        double squares = 0;
        int cycles = 0;
        int groups = 0;
        for (int row = from; row < values.length; row++) {
            int cluster = clusters.of(row);
            if (faulty[cluster] && sizes[cluster] > 1) {
                faulty[cluster] = false; // its later rows begin no cycle
                groups++;
                if (row + 1 < values.length && clusters.of(row + 1) == cluster) {
                    if (cycles == 0) {
                        before = cycle;
                    } else {
                        squares += cycle * cycle;
                    }
                    cycles++;
                    cycle = 0;
                }
            }
            cycle += values[row] - mean;
        }
        cycle += before;
        return cycles > 1 && 2 * cycles >= groups ? (squares + cycle * cycle) * cycles / (cycles - 1) : 0;
    }
}
