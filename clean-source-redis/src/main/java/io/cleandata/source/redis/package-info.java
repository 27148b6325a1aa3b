/** The source that reads Redis Streams. */
@NullMarked
package io.cleandata.source.redis;

import org.jspecify.annotations.NullMarked;
