package io.cleandata.model;

/** What the values of a column are. */
public enum ColumnKind {
    /** Numbers. */
    NUMERIC,
    /** True or false, as 1 and 0. */
    BOOLEAN,
    /** Moments, in milliseconds since the epoch. */
    TIMESTAMP,
    /** Strings of which few are distinct. */
    CATEGORICAL,
    /** Strings of which most are distinct. */
    TEXT,
    /** Vectors of numbers of one dimension. */
    EMBEDDING
}
