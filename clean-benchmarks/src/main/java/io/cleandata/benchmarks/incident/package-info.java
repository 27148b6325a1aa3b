/** The incident suite: known faults in sound streams, and which alerts catch them. */
@NullMarked
package io.cleandata.benchmarks.incident;

import org.jspecify.annotations.NullMarked;
