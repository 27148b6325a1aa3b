package io.cleandata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import io.cleandata.metrics.MetricsExporter;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.DetectorResult.Status;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import io.cleandata.source.memory.MemorySource;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Detector;
import io.cleandata.spi.SupportsState;
import io.cleandata.spi.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plug-ins that do what their contract forbids, and what the pipeline makes of it. */
@Timeout(60)
class UnrulyPluginsTest extends MemoryPipelineTest {

    @Test
    void aDetectorWhoseForkedWorkHangsTakesNoThreadFromTheOthers() throws Exception {
        CountDownLatch hanging =
                new CountDownLatch(1); // the thread that forked may wait for it, or hang in another part
        CountDownLatch back = new CountDownLatch(1);
        AtomicLong now = new AtomicLong();
        PipelineBuilder builder = builder();
        builder.setting("pipeline", Map.of("max-workers", 2))
                .detectorMadeBy("forks", context -> window -> {
                    List<Callable<Integer>> parts = new ArrayList<>();
                    for (int i = 0; i < 8; i++) {
                        parts.add(() -> {
                            hanging.countDown();
                            awaitDeaf(back);
                            return 1;
                        });
                    }
                    try {
                        context.workers().invokeAll(parts);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return DetectorResult.ofWindow().build();
                })
                .detector("negative", RealtimePipelineTest.NEGATIVE)
                .override(new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(Ticker.class).toInstance(now::get);
                    }
                });
        RealtimePipeline pipeline = start(builder);
        send(40);
        hanging.await();
        while (pipeline.metrics().totalMessages() < 40) {
            Thread.sleep(1); // all windows are full: time closes none
        }
        now.addAndGet(61_000_000_000L);
        source.end();
        pipeline.awaitClosed();

        assertThat(statuses("forks")).containsOnly(Status.FAILED).hasSize(4);
        assertThat(statuses("negative")).containsOnly(Status.OK).hasSize(4);
        back.countDown();
    }

    private static void awaitDeaf(CountDownLatch latch) {
        boolean released = false;
        while (!released) {
            try {
                latch.await();
                released = true;
            } catch (InterruptedException e) {
                // deaf, as bad plug-ins are
            }
        }
    }

    /** Remembers how many windows it has seen; what it does when asked to save that is the test's. */
    private static final class Counting implements Detector, SupportsState {
        private final Callable<?> onSave;
        private volatile int windows;

        Counting(Callable<?> onSave) {
            this.onSave = onSave;
        }

        @Override
        public DetectorResult analyze(Window window) {
            windows++;
            return DetectorResult.ofWindow().build();
        }

        @Override
        public int stateVersion() {
            return 1;
        }

        @Override
        public void save(OutputStream out) throws IOException {
            try {
                onSave.call();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            out.write(windows);
        }

        @Override
        public void restore(InputStream in, int version) throws IOException {
            windows = in.read();
        }
    }

    @Test
    void aDetectorThatCannotSaveItsMemoryGoesOnAndThePipelineEndsWell() throws Exception {
        RealtimePipeline pipeline =
                start(builder().stateDir(dir.resolve("state")).detector("deep", new Counting(() -> {
                    throw new StackOverflowError();
                })));
        send(25);
        source.end();
        pipeline.awaitClosed();

        assertThat(statuses("deep")).containsOnly(Status.OK).hasSize(3);
    }

    @Test
    void aMemoryThatCouldOnceNotBeSavedIsKeptAsItWasSavedBefore() throws Exception {
        AtomicInteger saves = new AtomicInteger();
        for (int run = 0; run < 3; run++) {
            int fails = run;
            MemorySource each = new MemorySource();
            Counting detector = new Counting(() -> {
                if (fails == 1) {
                    throw new IOException("the model is being trained");
                }
                return saves.incrementAndGet();
            });
            RealtimePipeline pipeline = RealtimePipeline.builder()
                    .source(each)
                    .setting("window", Map.of("size", 10))
                    .setting("detectors", List.of())
                    .stateDir(dir.resolve("state"))
                    .detector("counting", detector)
                    .build();
            pipeline.start();
            assertThat(detector.windows).as("run %s", run).isEqualTo(run == 0 ? 0 : 4);
            for (int i = 0; i < 40 && run < 2; i++) {
                each.send(io.cleandata.model.Message.builder("p")
                        .position(100 * run + i, 0, 0)
                        .value("{\"features\": {\"x\": 1}}")
                        .build());
            }
            each.end();
            pipeline.awaitClosed();
        }
        assertThat(saves.get()).isPositive();
    }

    @Test
    void aListenerThatThrowsAnInterruptionHarmsNothing() throws Exception {
        PipelineBuilder builder = builder().stateDir(dir.resolve("state"));
        RealtimePipeline pipeline = builder.build();
        pipeline.addWindowListener((window, report) -> {
            throw new InterruptedException("its own affair");
        });
        pipeline.addWindowListener((window, report) -> reports.add(report));
        pipeline.start();
        send(30);
        source.end();
        pipeline.awaitClosed();

        assertThat(reports).hasSize(3);
        assertThat(source.acknowledged()).hasSize(30);
    }

    @Test
    void aMessageTooDeepForItsParserIsABadMessage() throws Exception {
        RealtimePipeline pipeline = start(builder().messageParser((message, out) -> {
            if (message.value()[0] == '[') {
                overflow(0);
            }
            out.number("x", 1);
        }));
        send(9);
        source.send("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[");
        send(1);
        source.end();
        pipeline.awaitClosed();

        assertThat(reports).extracting(WindowReport::size).containsExactly(10);
        assertThat(pipeline.metrics().badMessages()).isEqualTo(Map.of("parser-error", 1L));
        assertThat(source.acknowledged()).hasSize(11);
    }

    private static long overflow(long depth) {
        return depth < 0 ? depth : overflow(depth + 1) + 1;
    }

    @Test
    void anExporterThatCannotStartFailsTheStartAndNothingRuns() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        AtomicInteger closed = new AtomicInteger();
        RealtimePipeline pipeline = builder().build();
        pipeline.addMetricsHandler(new MetricsExporter() {
            @Override
            public MeterRegistry registry() {
                return registry;
            }

            @Override
            public void start(String name, Health health) {
                throw new CleanException(CleanException.Kind.SETTINGS, "port 9090 is in use");
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        });

        assertThatThrownBy(pipeline::start).hasMessageContaining("port 9090");
        assertThat(pipeline.state()).isEqualTo(PipelineState.FAILED);
        pipeline.close();
    }
}
