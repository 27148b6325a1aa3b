package io.cleandata.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import io.cleandata.alert.AlertPolicy;
import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.model.WindowReport;
import io.cleandata.source.memory.MemorySource;
import io.cleandata.spi.SupportsState;
import io.cleandata.spi.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a pipeline says of its end. */
@Timeout(60)
class EndingTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong();
    private final MemorySource source = new MemorySource();
    private final List<Alert> delivered = new CopyOnWriteArrayList<>();

    @TempDir
    private Path dir;

    private PipelineBuilder builder() {
        return RealtimePipeline.builder()
                .source(source)
                .setting("window", Map.of("size", 10))
                .setting("detectors", List.of())
                .override(new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(AlertPolicy.class).toInstance(report -> List.of(alert(report.index())));
                        bind(Ticker.class).toInstance(now::get);
                    }
                });
    }

    private static Alert alert(long window) {
        return Alert.builder()
                .pipeline("p")
                .incident("p/m/" + window)
                .state(AlertState.OPENED)
                .severity(Severity.WARNING)
                .metric("m")
                .value(1)
                .threshold(0)
                .message("m is 1")
                .time(Instant.EPOCH)
                .window(window)
                .build();
    }

    private void send(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            source.send("{\"features\": {\"x\": " + i + "}}");
        }
    }

    /** Stops a pipeline with an alert for a handler that is down. */
    private PipelineMetrics stopped(PipelineBuilder builder) throws Exception {
        CountDownLatch tried = new CountDownLatch(1);
        RealtimePipeline pipeline = builder.build();
        pipeline.addAsyncAlertHandler("pager", alert -> {
            tried.countDown();
            throw new IllegalStateException("down");
        });
        pipeline.start();
        send(10);
        tried.await();
        Thread stopping = new Thread(pipeline::stop);
        stopping.start();
        while (stopping.isAlive()) {
            now.addAndGet(31 * SECOND);
            stopping.join(10);
        }
        assertThat(pipeline.state()).isEqualTo(PipelineState.CLOSED);
        assertThat(source.acknowledged()).hasSize(10);
        return pipeline.metrics();
    }

    @Test
    void alertsForAHandlerThatStaysDownAreKeptAndTheEndSaysSo() throws Exception {
        Path state = dir.resolve("state");
        PipelineMetrics metrics =
                stopped(builder().setting("pipeline", Map.of("name", "p", "state-dir", state.toString())));
        assertThat(metrics.health())
                .isEqualTo("one alert is not delivered; the outbox in %s keeps it for the next start".formatted(state));

        MemorySource nothing = new MemorySource();
        RealtimePipeline next = RealtimePipeline.builder()
                .source(nothing)
                .setting("detectors", List.of())
                .setting("pipeline", Map.of("name", "p", "state-dir", state.toString()))
                .build();
        next.addAsyncAlertHandler("pager", delivered::add);
        next.start();
        nothing.end();
        next.awaitClosed();
        assertThat(delivered).extracting(Alert::incident).containsExactly("p/m/0");
        assertThat(next.metrics().health()).isEmpty();
    }

    @Test
    void withoutAStateDirectoryTheEndSaysThatAlertsAreLost() throws Exception {
        PipelineMetrics metrics = stopped(builder());
        assertThat(metrics.health())
                .isEqualTo("one alert is not delivered and lost, for without pipeline.state-dir nothing keeps it");
    }

    @Test
    void windowsThatAreNotAnalysedInTimeAreNamed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        RealtimePipeline pipeline = builder()
                .setting("pipeline", Map.of("shutdown-timeout", "50ms"))
                .build();
        pipeline.addWindowListener((window, report) -> {
            begun.countDown();
            never.await();
        });
        pipeline.start();
        send(10);
        begun.await();
        pipeline.stop();
        assertThat(pipeline.state()).isEqualTo(PipelineState.CLOSED);
        assertThat(pipeline.metrics().health()).contains("not drained within PT0.05S", "windows in analysis: 1");
        assertThat(source.acknowledged()).isEmpty();
    }

    /** Its memory takes until somebody loses patience. */
    private static final class SlowToSave implements AlertPolicy, SupportsState {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public List<Alert> evaluate(WindowReport report) {
            return List.of();
        }

        @Override
        public int stateVersion() {
            return 1;
        }

        @Override
        public void save(OutputStream out) throws IOException {
            begun.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            out.write(1);
        }

        @Override
        public void restore(InputStream in, int version) {}
    }

    @Test
    void givingUpWhileAWindowIsNotedIsNoFailure() throws Exception {
        SlowToSave policy = new SlowToSave();
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(source)
                .setting("window", Map.of("size", 10))
                .setting("detectors", List.of())
                .setting(
                        "pipeline",
                        Map.of(
                                "shutdown-timeout",
                                "50ms",
                                "state-dir",
                                dir.resolve("state").toString()))
                .override(new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(AlertPolicy.class).toInstance(policy);
                    }
                })
                .build();
        pipeline.start();
        send(10);
        policy.begun.await();
        pipeline.stop();
        pipeline.awaitClosed();
        assertThat(pipeline.state()).isEqualTo(PipelineState.CLOSED);
        assertThat(pipeline.metrics().health()).contains("not drained");
        assertThat(source.acknowledged()).isEmpty();
    }

    @Test
    void anAlertHandlerMayStopThePipeline() throws Exception {
        RealtimePipeline pipeline = builder().build();
        pipeline.addAsyncAlertHandler("emergency", alert -> {
            pipeline.stop();
            delivered.add(alert);
        });
        pipeline.start();
        send(10);
        pipeline.awaitClosed();
        assertThat(pipeline.state()).isEqualTo(PipelineState.CLOSED);
        assertThat(pipeline.metrics().health()).isEmpty();
        assertThat(delivered).hasSize(1);
        assertThat(source.acknowledged()).hasSize(10);
    }

    @Test
    void theRateOfAPipelineThatHasEndedStandsStill() throws Exception {
        RealtimePipeline pipeline = builder().build();
        pipeline.addWindowListener((window, report) -> now.addAndGet(SECOND));
        pipeline.start();
        send(20);
        source.end();
        pipeline.awaitClosed();
        now.addAndGet(3600 * SECOND);
        assertThat(pipeline.metrics().messagesPerSecond()).isEqualTo(10);
    }
}
