/** The built-in detectors and their providers. */
@NullMarked
package io.cleandata.detectors;

import org.jspecify.annotations.NullMarked;
