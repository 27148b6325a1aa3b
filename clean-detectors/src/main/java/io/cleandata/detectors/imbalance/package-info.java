/** The distribution of labels: classes that vanish, appear, swell or shrink against the stream's own past. */
@NullMarked
package io.cleandata.detectors.imbalance;

import org.jspecify.annotations.NullMarked;
