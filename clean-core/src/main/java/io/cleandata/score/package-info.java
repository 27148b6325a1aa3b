/** The quality score: how the faults of a window become one number between 0 and 1, with its interval. */
@NullMarked
package io.cleandata.score;

import org.jspecify.annotations.NullMarked;
