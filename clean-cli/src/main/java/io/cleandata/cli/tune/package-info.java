/** What {@code clean tune} learns of history, and what it proposes: a threshold, metrics' thresholds and detectors' weights. */
@NullMarked
package io.cleandata.cli.tune;

import org.jspecify.annotations.NullMarked;
