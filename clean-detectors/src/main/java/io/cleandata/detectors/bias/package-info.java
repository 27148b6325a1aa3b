/** Outcome and error rates by a protected attribute. */
@NullMarked
package io.cleandata.detectors.bias;

import org.jspecify.annotations.NullMarked;
