/**
 * How samples become windows by column: the stream's schema with its dictionaries, the writer of the current row, and panes that
 * hold rows until they are emitted. Confined to the pipeline's assembly thread.
 */
@NullMarked
package io.cleandata.column;

import org.jspecify.annotations.NullMarked;
