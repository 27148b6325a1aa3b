package io.cleandata.detectors.drift;

/**
 * How one distribution differs from another.
 *
 * @param effect its size: Wasserstein distance over the interquartile range, Jensen-Shannon divergence in bits less what chance adds, or change of a share of rows
 * @param harm the same on a scale of 0..1 that both measures share: one half for a Wasserstein distance of one IQR or .1 bits
 * @param probability that chance makes a difference at least as large
 * @param measure name of the measure of the effect
 * @param words what moved, such as "median 12 to 355"
 */
record Difference(double effect, double harm, double probability, Measure measure, String words) {

    /** How the size is measured. */
    enum Measure {
        /** Wasserstein distance over the interquartile range of the reference. */
        WASSERSTEIN,
        /** Jensen-Shannon divergence in bits. */
        JENSEN_SHANNON,
        /** Change of the share of rows that are missing or extreme. */
        SHARE
    }

    static double harm(double effect, double half) {
        return effect / (effect + half);
    }
}
