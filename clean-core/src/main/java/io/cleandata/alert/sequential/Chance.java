package io.cleandata.alert.sequential;

/**
 * What chance does to a window's value while the mean stands at a boundary.
 *
 * @param deviation standard deviation of the value
 * @param skewness of the value towards the side that is tested; below 0 counts as 0, so that a light tail brings no evidence
 * @param freedom degrees of freedom of the deviation, which is an estimate
 * @param mostCarried correlation of neighbouring windows, 0 to below 1, rather too high than too low
 * @param leastCarried the same, rather too low than too high
 */
record Chance(double deviation, double skewness, double freedom, double mostCarried, double leastCarried) {

    private static final double FLOOR = -8;
    /** Less is as good as symmetric. */
    private static final double LEAST_SKEWNESS = 1e-3;
    /** A window on the good side lowers what the next one is expected to be by no more than this: it may have had a better mean. */
    private static final double MOST_CREDIT = 2;

    /**
     * The normal score of the news in a window: of what does not carry over from the window before. What does is taken off, too much of it rather than too
     * little: from a window before that lay beyond the boundary with the most that may be, from one on the good side with the least.
     *
     * @param beyond how far beyond the boundary the window lies; negative when it does not
     * @param before the same of the window before; NaN when there was none
     */
    double news(double beyond, double before) {
        double score = unskewed(beyond / deviation);
        if (Double.isNaN(before)) {
            return student(Math.max(FLOOR, score));
        }
        double last = unskewed(before / deviation);
        double carried = last > 0 ? mostCarried * last : leastCarried * Math.max(-MOST_CREDIT, last);
        return student(Math.max(FLOOR, (score - carried) / Math.sqrt(1 - mostCarried * mostCarried)));
    }

    /** The normal score z of a skewed value {@code x = z + skewness (z^2 - 1) / 6} (Cornish and Fisher, Rev. Inst. Int. Stat. 5, 1938). */
    private double unskewed(double x) {
        if (!(skewness > LEAST_SKEWNESS)) {
            return x;
        }
        double third = skewness / 3;
        return (Math.sqrt(Math.max(0, 1 + 2 * third * (x + third / 2))) - 1) / third;
    }

    /** The normal score of a value of Student's t (Wallace, Ann. Math. Stat. 30, 1959). */
    private double student(double t) {
        double z = Math.sqrt(freedom * Math.log1p(t * t / freedom)) * (8 * freedom + 1) / (8 * freedom + 3);
        return Math.copySign(z, t);
    }
}
