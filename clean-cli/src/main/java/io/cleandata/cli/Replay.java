package io.cleandata.cli;

import io.cleandata.engine.RealtimePipeline;
import io.cleandata.engine.SystemTime;
import io.cleandata.model.WindowReport;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that runs to the end of its input, and the files it writes.
 *
 * <p>A file that cannot be written ends the run: a gate in CI must not pass on half an output. The pipeline itself only
 * logs what its listeners throw.
 */
final class Replay implements AutoCloseable {
    private final RealtimePipeline pipeline;
    private final Ticker ticker = SystemTime.ticker();
    private final List<AutoCloseable> files = new ArrayList<>();
    private final List<Runnable> atEnd = new ArrayList<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private long begun;
    private long ended;

    Replay(PipelineSpec spec) {
        pipeline = RealtimePipeline.from(spec);
    }

    /** The settings. */
    PipelineSpec spec() {
        return pipeline.spec();
    }

    /** Is run when the input has ended, before files are closed. */
    void whenEnded(Runnable action) {
        atEnd.add(action);
    }

    Ticker ticker() {
        return ticker;
    }

    /** Is told of every window, in order. */
    void listen(Consumer<WindowReport> listener) {
        pipeline.addReportListener(report -> {
            if (failure.get() != null) {
                return;
            }
            try {
                listener.accept(report);
            } catch (RuntimeException e) {
                failure.set(e);
                pipeline.stop();
            }
        });
    }

    /** Writes a file, which is closed when all is written. */
    <W extends Consumer<WindowReport> & AutoCloseable> void write(W writer) {
        files.add(writer);
        listen(writer);
    }

    /** Runs; returns when the input has ended and the files are complete. Damage to the input fails it when all before is analysed. */
    void toTheEnd() throws Exception {
        var damage = asFarAsItGoes();
        if (damage != null) {
            throw damage;
        }
    }

    /** Runs to where the input ends or is damaged, and returns the damage. The files hold what is before. */
    @Nullable
    CleanException asFarAsItGoes() throws Exception {
        begun = ticker.read();
        pipeline.start();
        CleanException damage = null;
        try {
            pipeline.awaitClosed();
        } catch (CleanException e) {
            if (e.kind() != CleanException.Kind.DATA) {
                throw e;
            }
            damage = e;
        }
        ended = ticker.read();
        atEnd.forEach(Runnable::run);
        var failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        closeFiles();
        return damage;
    }

    /** Messages that were no samples, by reason, also those behind the last window. */
    Map<String, Long> badMessages() {
        return new TreeMap<>(pipeline.metrics().badMessages());
    }

    double seconds() {
        return (ended - begun) / 1e9;
    }

    @Override
    public void close() throws Exception {
        pipeline.close();
        closeFiles();
    }

    private void closeFiles() throws Exception {
        for (var file : files) {
            file.close();
        }
    }
}
