package io.cleandata.score;

/**
 * A window's quality and how sure it is.
 *
 * @param value 0..1, 1 is without fault; NaN when too little was assessed
 * @param low lower end of the 95 % interval; NaN with the value
 * @param high upper end of the 95 % interval; NaN with the value
 */
public record Score(double value, double low, double high) {

    private static final Score ABSENT = new Score(Double.NaN, Double.NaN, Double.NaN);

    /** The score of a window of which too little was assessed. */
    public static Score absent() {
        return ABSENT;
    }

    /** Whether there is a value. */
    public boolean present() {
        return !Double.isNaN(value);
    }
}
