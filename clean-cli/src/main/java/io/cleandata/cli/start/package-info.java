/** The first settings file of a new pipeline: what is asked for it, and how it is written. */
@NullMarked
package io.cleandata.cli.start;

import org.jspecify.annotations.NullMarked;
