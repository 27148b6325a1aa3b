package io.cleandata.spi;

import java.time.InstantSource;
import java.util.concurrent.ExecutorService;

/** What a pipeline lends to a plug-in. Any thread may call. */
public interface PluginContext {

    /** Name of the pipeline. */
    String pipeline();

    /** The time of day. In a replay it is the data's own. */
    InstantSource clock();

    /** Elapsed time. In a replay it stands still. */
    Ticker ticker();

    /**
     * Where a detector may fork work inside {@code analyze}, with {@code invokeAll} or {@code submit} and {@code get}: whoever waits runs what nobody has begun,
     * so that waiting never blocks the pool. The caller waits for all that it forked and reduces results in a fixed order. {@code execute} alone
     * runs the task at once in the caller.
     */
    ExecutorService workers();

    /** How many tasks {@link #workers()} runs at once, at least 1. */
    int parallelism();

    /** Seed for all randomness, the same in every run of the same settings. */
    long seed();
}
