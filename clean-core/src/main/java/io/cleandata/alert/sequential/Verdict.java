package io.cleandata.alert.sequential;

/** What a test says after a window. */
public enum Verdict {
    /** Nothing new. */
    NONE,
    /** The mean is beyond the threshold. */
    BEYOND,
    /** The mean is beyond what it was before. */
    DEGRADED,
    /** The mean is back. */
    BACK,
    /** The mean has stayed for so long that it is the new usual. */
    SETTLED
}
