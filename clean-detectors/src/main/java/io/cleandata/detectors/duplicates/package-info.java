/**
 * Samples that repeat others: exact copies over the whole stream, and near copies that differ by typos, word order or noise.
 *
 * <p>The detector, its memory of hashes and the similarity model of near duplicates belong here.
 */
@NullMarked
package io.cleandata.detectors.duplicates;

import org.jspecify.annotations.NullMarked;
