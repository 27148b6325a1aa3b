package io.cleandata.testkit;

import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Ticker;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What a pipeline lends to a plug-in, for tests: clock and ticker that stand still until moved, a fixed seed, workers on daemon threads.
 *
 * <p>{@code new TestContext()} has one worker; {@code new TestContext(4)} has four, to show that a detector's findings do not depend on them.
 */
public final class TestContext implements PluginContext, AutoCloseable {

    private final ManualClock clock = new ManualClock();
    private final ManualTicker ticker = new ManualTicker();
    private final ExecutorService workers;
    private final int parallelism;

    /** One worker. */
    public TestContext() {
        this(1);
    }

    /** So many workers. */
    public TestContext(int parallelism) {
        this.parallelism = parallelism;
        this.workers = Executors.newFixedThreadPool(parallelism, task -> {
            Thread thread = new Thread(task, "test-worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public String pipeline() {
        return "test";
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    /** The clock, to be moved. */
    public ManualClock manualClock() {
        return clock;
    }

    @Override
    public Ticker ticker() {
        return ticker;
    }

    /** The ticker, to be moved. */
    public ManualTicker manualTicker() {
        return ticker;
    }

    @Override
    public ExecutorService workers() {
        return workers;
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    @Override
    public long seed() {
        return 20_260_101L;
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
