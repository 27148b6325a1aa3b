/** Statistics that several detectors use: tests and distributions, stateless and free of I/O. */
@NullMarked
package io.cleandata.detectors.stats;

import org.jspecify.annotations.NullMarked;
