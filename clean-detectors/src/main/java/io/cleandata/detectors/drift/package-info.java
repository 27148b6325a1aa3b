/**
 * The {@code drift} detector, and profiles: summaries of data that can be saved, merged and compared.
 *
 * <p>{@link io.cleandata.detectors.drift.Profile} holds a {@link io.cleandata.detectors.drift.Summary} for each part of each feature;
 * {@link io.cleandata.detectors.drift.ProfileComparison} tests two of them; the detector compares each window's profile with one of earlier
 * windows, and the relation of label and features with its own small model.
 */
@NullMarked
package io.cleandata.detectors.drift;

import org.jspecify.annotations.NullMarked;
