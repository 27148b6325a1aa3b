/** Parsers of the message formats that come with Clean: JSON and CSV, straight into columns. */
@NullMarked
package io.cleandata.parse;

import org.jspecify.annotations.NullMarked;
