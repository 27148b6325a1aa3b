package io.cleandata.model;

/** How urgent an alert is. */
public enum Severity {
    /** Somebody should look at it during the day. */
    WARNING,
    /** Somebody should look at it now. */
    CRITICAL
}
