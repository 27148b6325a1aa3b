/** What writes a run's findings to files: the scores of every sample and the report of every window. */
@NullMarked
package io.cleandata.report;

import org.jspecify.annotations.NullMarked;
