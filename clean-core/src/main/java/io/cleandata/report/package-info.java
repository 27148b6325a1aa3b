/**
 * What writes a run's findings to files: the score of every sample, and a report of every window. The formats are a
 * contract, described in {@code docs/output-formats.md}.
 */
@NullMarked
package io.cleandata.report;

import org.jspecify.annotations.NullMarked;
