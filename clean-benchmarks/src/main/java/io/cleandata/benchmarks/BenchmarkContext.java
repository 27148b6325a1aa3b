package io.cleandata.benchmarks;

import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Ticker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** What a pipeline lends to a detector, for measurements: one worker, which is the caller, and a clock that stands still. */
final class BenchmarkContext implements PluginContext {

    @Override
    public String pipeline() {
        return "benchmark";
    }

    @Override
    public InstantSource clock() {
        return InstantSource.fixed(Instant.EPOCH);
    }

    @Override
    public Ticker ticker() {
        return () -> 0;
    }

    @Override
    public ExecutorService workers() {
        return new AbstractExecutorService() {
            @Override
            public void execute(Runnable task) {
                task.run();
            }

            @Override
            public void shutdown() {}

            @Override
            public List<Runnable> shutdownNow() {
                return List.of();
            }

            @Override
            public boolean isShutdown() {
                return false;
            }

            @Override
            public boolean isTerminated() {
                return false;
            }

            @Override
            public boolean awaitTermination(long timeout, TimeUnit unit) {
                return true;
            }
        };
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public long seed() {
        return 1;
    }
}
