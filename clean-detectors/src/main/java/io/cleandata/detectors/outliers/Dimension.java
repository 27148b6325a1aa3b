package io.cleandata.detectors.outliers;

/**
 * One number for each row, made from a feature.
 *
 * @param key identity over the stream
 * @param feature index of the feature in its window; -1 where each row has its own ({@link Combinations})
 * @param measure what the number is
 * @param values NaN where missing; may be longer than the window; not to be changed
 * @param weight what one spread of it adds to a distance
 */
record Dimension(String key, int feature, Measure measure, double[] values, float weight) {

    /** What a number says about a feature. */
    enum Measure {
        /** The feature's own value. */
        VALUE(0),
        /** Milliseconds from the window's median. */
        MOMENT(0),
        /** Surprise of a category, in nats: one nat counts at least as much as one robust standard deviation. */
        RARITY(1),
        /** How much rarer two categories stand together than each by itself would have it, in nats; of no single feature. */
        COMBINATION(1),
        /** One number of an embedding. */
        COORDINATE(0),
        /** Logarithm of one plus the length of a text. */
        LENGTH(0.1),
        /** Logarithm of one plus the mean length of its words. */
        WORDS(0.1),
        /** Share of letters in a text. */
        LETTERS(0.05),
        /** Share of digits. */
        DIGITS(0.05),
        /** Share of capitals. */
        CAPITALS(0.05),
        /** Share of marks that are no letters, digits or blanks. */
        MARKS(0.05),
        /** Share of characters beyond ASCII. */
        FOREIGN(0.05),
        /** Mean surprise of runs of three characters, in nats. */
        GRAMS(0.25);

        private final double smallestSpread;

        Measure(double smallestSpread) {
            this.smallestSpread = smallestSpread;
        }

        /** The least spread that one unit of distance stands for, in the measure's own unit; 0 for none. */
        double smallestSpread() {
            return smallestSpread;
        }
    }
}
