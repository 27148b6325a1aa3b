/**
 * What the stream's fields look like, and cells that do not fit: types, ranges, formats, spellings, new values, dependencies.
 *
 * <p>The detector, the models of single fields, the dependencies between fields, and what the user declares of fields belong here.
 */
@NullMarked
package io.cleandata.detectors.schema;

import org.jspecify.annotations.NullMarked;
