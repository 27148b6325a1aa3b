/** A source that is fed by code: for tests, and for applications that have messages in hand. */
@NullMarked
package io.cleandata.source.memory;

import org.jspecify.annotations.NullMarked;
