package io.cleandata.testkit;

import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Ticker;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;

/** A pipeline's services with the system's time, for tests against real servers; {@link TestContext} is the one for all else. */
public final class SystemContext implements PluginContext {

    @Override
    public String pipeline() {
        return "test";
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public Ticker ticker() {
        return System::nanoTime;
    }

    @Override
    public ExecutorService workers() {
        return ForkJoinPool.commonPool();
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public long seed() {
        return 20_260_101L;
    }
}
