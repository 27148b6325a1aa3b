package io.cleandata.cli.look;

import io.cleandata.engine.SystemTime;
import io.cleandata.model.Message;
import io.cleandata.model.Position;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.SourceContext;
import io.cleandata.spi.Ticker;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;

/** What plug-ins see of somebody who only looks: no engine, no state. */
record LookContext(String pipeline, long seed) implements PluginContext, SourceContext {

    @Override
    public InstantSource clock() {
        return SystemTime.clock();
    }

    @Override
    public Ticker ticker() {
        return SystemTime.ticker();
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
    public PluginContext plugin() {
        return this;
    }

    @Override
    public List<Message> revoked(Collection<String> partitions) {
        return List.of();
    }

    @Override
    public void assigned(Collection<String> partitions) {}

    @Override
    public Optional<Position> analysed(String partition) {
        return Optional.empty();
    }

    @Override
    public void health(String trouble) {}

    @Override
    public void count(String what, long amount) {}
}
