package io.cleandata.engine;

import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Ticker;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;

/** What a pipeline lends to one plug-in. */
record EngineContext(
        String pipeline, InstantSource clock, Ticker ticker, ExecutorService workers, int parallelism, long seed)
        implements PluginContext {}
