package io.cleandata.detectors.constraints;

/** How a monotonic field goes from sample to sample. */
public enum Order {
    /** Never falls. */
    INCREASING,
    /** Always rises. */
    STRICTLY_INCREASING,
    /** Never rises. */
    DECREASING
}
