/**
 * What outlives a process: a locked directory for each pipeline, a log of finished positions and files that are replaced as a whole. Knows nothing of what its
 * users store.
 */
@NullMarked
package io.cleandata.state;

import org.jspecify.annotations.NullMarked;
