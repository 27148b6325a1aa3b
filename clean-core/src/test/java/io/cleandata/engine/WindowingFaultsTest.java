package io.cleandata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import io.cleandata.model.WindowReport;
import io.cleandata.source.memory.MemorySource;
import io.cleandata.spi.Arrival;
import io.cleandata.spi.Pane;
import io.cleandata.spi.Panes;
import io.cleandata.spi.Ticker;
import io.cleandata.spi.Windowing;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rules that use panes and keys in unusual ways. */
@Timeout(60)
class WindowingFaultsTest {

    private final MemorySource source = new MemorySource();
    private final List<WindowReport> reports = new CopyOnWriteArrayList<>();

    @TempDir
    private Path dir;

    private RealtimePipeline start(PipelineBuilder builder) {
        RealtimePipeline pipeline =
                builder.source(source).setting("detectors", List.of()).build();
        pipeline.addWindowListener((window, report) -> reports.add(report));
        pipeline.start();
        return pipeline;
    }

    private void send(String key, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            source.send("{\"features\": {\"key\": \"" + key + "\"}}");
        }
    }

    /** A window for each sample, in a pane of its own. */
    private static final class PaneForEach implements Windowing {
        private final List<WeakReference<Pane>> panes = new ArrayList<>();

        @Override
        public void add(Arrival sample, Panes all) {
            Pane pane = all.open();
            panes.add(new WeakReference<>(pane));
            pane.add();
            pane.emit(0, false);
        }

        @Override
        public void tick(Panes all) {}

        @Override
        public long nextDeadline() {
            return Long.MAX_VALUE;
        }

        @Override
        public void end(Panes all) {}

        @Override
        public boolean idle() {
            return true;
        }
    }

    @Test
    void panesThatARuleUsesNoLongerAreForgotten() throws Exception {
        PaneForEach rule = new PaneForEach();
        RealtimePipeline pipeline = start(RealtimePipeline.builder().windowing(context -> rule));
        send("a", 5000);
        assertThat(source.awaitAcknowledged(5000, Duration.ofSeconds(30))).isTrue();
        System.gc();
        assertThat(rule.panes.stream().filter(pane -> pane.get() != null).count())
                .isLessThan(100);
        source.end();
        pipeline.awaitClosed();
        assertThat(reports).hasSize(5000);
    }

    @Test
    void aKeyOfSlidingWindowsThatFellSilentMakesRoomForAnother() throws Exception {
        AtomicLong now = new AtomicLong();
        RealtimePipeline pipeline = start(RealtimePipeline.builder()
                .setting(
                        "window",
                        Map.of(
                                "type",
                                "keyed",
                                "by",
                                "key",
                                "max-keys",
                                2,
                                "window",
                                Map.of("type", "sliding", "size", 4, "slide", 2)))
                .override(new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(Ticker.class).toInstance(now::get);
                    }
                }));
        send("a", 4);
        send("b", 4);
        assertThat(source.awaitAcknowledged(2, Duration.ofSeconds(30))).isTrue();
        while (pipeline.metrics().totalMessages() < 8) {
            Thread.sleep(1); // both keys' windows are full: what they hold is older than the time that passes
        }
        now.addAndGet(Duration.ofMinutes(10).toNanos());
        assertThat(source.awaitAcknowledged(8, Duration.ofSeconds(30))).isTrue();
        send("c", 4);
        source.end();
        pipeline.awaitClosed();

        assertThat(reports).extracting(WindowReport::key).containsExactly("a", "b", "c");
    }

    @Test
    void manyMoreKeysThanMayHaveWindowsDoNotStopTheStream() throws Exception {
        RealtimePipeline pipeline = start(RealtimePipeline.builder()
                .setting(
                        "window",
                        Map.of(
                                "type",
                                "keyed",
                                "by",
                                "shop",
                                "max-keys",
                                8_000,
                                "window",
                                Map.of("size", 1000, "timeout", "1h"))));
        for (int i = 0; i < 160_000; i++) {
            source.send("{\"features\": {\"x\": 1}, \"metadata\": {\"shop\": \"s" + i + "\"}}");
        }
        source.end();
        while (pipeline.metrics().totalMessages() < 160_000) {
            Thread.sleep(1);
        }
        pipeline.stop();

        assertThat(pipeline.metrics().totalMessages()).isEqualTo(160_000);
    }

    @Test
    void aRuleThatCannotBeMadeLeavesTheStateDirectoryFree() throws Exception {
        RealtimePipeline broken = RealtimePipeline.builder()
                .source(new MemorySource())
                .stateDir(dir.resolve("state"))
                .setting("detectors", List.of())
                .windowing(context -> {
                    throw new IllegalArgumentException("no such calendar");
                })
                .build();
        assertThatThrownBy(broken::start).hasMessageContaining("no such calendar");

        RealtimePipeline mended = start(RealtimePipeline.builder().stateDir(dir.resolve("state")));
        send("a", 1);
        source.end();
        mended.awaitClosed();
        assertThat(reports).hasSize(1);
    }
}
