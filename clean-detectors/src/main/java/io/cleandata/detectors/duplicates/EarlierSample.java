package io.cleandata.detectors.duplicates;

/**
 * The sample of an earlier window that a row repeats.
 *
 * @param position of its message, as {@link io.cleandata.model.Message#positionFirst}
 * @param differences the fields that differ, with both values, as they are shown
 */
record EarlierSample(long position, String differences) {}
