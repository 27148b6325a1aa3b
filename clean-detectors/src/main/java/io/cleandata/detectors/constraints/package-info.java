/**
 * The user's own rules: conditions on single fields, on relations between fields, on shares of rows and on aggregates. Expressions are
 * JEXL's, sandboxed; patterns are RE2's and run in linear time.
 */
@NullMarked
package io.cleandata.detectors.constraints;

import org.jspecify.annotations.NullMarked;
