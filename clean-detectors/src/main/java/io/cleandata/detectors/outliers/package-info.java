/**
 * The {@code outliers} detector: samples far from all others, or odd among similar ones.
 *
 * <p>Numeric core ({@link io.cleandata.detectors.outliers.TrimmedNeighbours}, {@link io.cleandata.detectors.outliers.OddValues}, {@link io.cleandata.detectors.outliers.TailTest}), the
 * encoding of features of any kind as numbers, the memory of earlier scores and rows, and the reasons given for flags.
 */
@NullMarked
package io.cleandata.detectors.outliers;

import org.jspecify.annotations.NullMarked;
