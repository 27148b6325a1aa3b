package io.cleandata.spi;

import java.time.InstantSource;
import java.util.concurrent.ExecutorService;

/** What a pipeline lends to a plug-in. Any thread may call. */
public interface PluginContext {

    /** Name of the pipeline. */
    String pipeline();

    /** The time of day. In a replay it is the data's own. */
    InstantSource clock();

    /** Elapsed time. */
    Ticker ticker();

    /**
     * Where a detector may fork work inside {@code analyze}. The caller waits for all that it forked, helps by running a share
     * itself, and reduces results in a fixed order.
     */
    ExecutorService workers();

    /** How many tasks {@link #workers()} runs at once, at least 1. */
    int parallelism();

    /** Seed for all randomness, the same in every run of the same settings. */
    long seed();
}
