/**
 * The source that reads Redis Streams as a member of a consumer group: reading, claiming, acknowledging, and writing dead letters.
 * Speaks to one server through Jedis' connection, without its maps and pools.
 */
@NullMarked
package io.cleandata.source.redis;

import org.jspecify.annotations.NullMarked;
