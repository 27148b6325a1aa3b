/**
 * Labels that are probably wrong, and the label to be expected instead.
 *
 * <p>The detector, the models it learns in the stream (forest, ridge regression, naive Bayes), the pool that joins them with a noise
 * matrix, and the memory of believed rows belong here. Everything works on primitive arrays and is deterministic on any number of
 * threads.
 */
@NullMarked
package io.cleandata.detectors.labels;

import org.jspecify.annotations.NullMarked;
