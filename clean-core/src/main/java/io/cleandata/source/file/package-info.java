/** A source that reads files and standard input: JSON lines or CSV, plain or compressed, to the end or as they grow. */
@NullMarked
package io.cleandata.source.file;

import org.jspecify.annotations.NullMarked;
