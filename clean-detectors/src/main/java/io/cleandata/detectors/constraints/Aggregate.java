package io.cleandata.detectors.constraints;

/** A figure of one field over the new rows of a window. */
public enum Aggregate {
    COUNT,
    DISTINCT,
    MIN,
    MAX,
    SUM,
    MEAN,
    STDDEV
}
