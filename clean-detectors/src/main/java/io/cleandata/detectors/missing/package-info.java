/**
 * Values that are not there: null, absent, empty, or replaced by something that stands for nothing.
 *
 * <p>The detector, what it remembers of each feature, and the rules for stand-ins belong here.
 */
@NullMarked
package io.cleandata.detectors.missing;

import org.jspecify.annotations.NullMarked;
