package io.cleandata.model;

/** Whether a cell holds a value, and if not, why. */
public enum CellState {
    /** A value of the column's kind. */
    PRESENT,
    /** The message did not have the field. */
    ABSENT,
    /** The field was null (or NaN or infinite, for a number). */
    NULL,
    /** The field was an empty or blank string. */
    EMPTY,
    /** The field held something that is not of the column's kind; {@link Column#text} still quotes it. */
    MISMATCH;

    private static final CellState[] ALL = values();

    static CellState of(byte ordinal) {
        return ALL[ordinal];
    }
}
