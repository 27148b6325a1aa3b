/**
 * The engine: threads, queues, panes, acknowledgement, life cycle, and {@link io.cleandata.engine.RealtimePipeline}, its public face. What
 * plug-ins see of it stands in {@code io.cleandata.spi}.
 */
@NullMarked
package io.cleandata.engine;

import org.jspecify.annotations.NullMarked;
