package io.cleandata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import io.cleandata.model.Alert;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.DetectorResult.Status;
import io.cleandata.model.WindowReport;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Detector;
import io.cleandata.spi.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong around the engine, and what it does then. */
@Timeout(60)
class EngineFaultsTest extends MemoryPipelineTest {

    private PipelineBuilder builder(int size, int workers) {
        return builder().setting("pipeline", Map.of("max-workers", workers)).setting("window", Map.of("size", size));
    }

    @Test
    void aDetectorThatThrowsFailsAloneAndOnlyForThatWindow() throws Exception {
        Detector broken = window -> switch ((int) window.index()) {
            case 0 -> throw new IllegalStateException("broken");
            case 1 -> overflow(window.index());
            case 2 -> null;
            case 3 -> DetectorResult.ofSamples(1).score(0, 1).build();
            default -> DetectorResult.ofWindow().build();
        };
        RealtimePipeline pipeline = builder(10, 2)
                .detector("broken", broken)
                .detector("negative", RealtimePipelineTest.NEGATIVE)
                .build();
        pipeline.addWindowListener((window, report) -> reports.add(report));
        pipeline.start();
        send(50);
        source.end();
        pipeline.awaitClosed();

        assertThat(statuses("broken"))
                .containsExactly(Status.FAILED, Status.FAILED, Status.FAILED, Status.FAILED, Status.OK);
        assertThat(statuses("negative")).containsOnly(Status.OK).hasSize(5);
        assertThat(source.acknowledged()).hasSize(50);
    }

    private static DetectorResult overflow(long depth) {
        return depth < 0 ? DetectorResult.ofWindow().build() : overflow(depth + 1);
    }

    @Test
    void aDetectorThatHangsIsGivenUpAndItsThreadReplaced() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        AtomicLong now = new AtomicLong();
        Detector hangs = window -> {
            hanging.countDown();
            boolean released = false;
            while (!released) {
                try {
                    back.await();
                    released = true;
                } catch (InterruptedException e) {
                    // deaf, as bad plug-ins are
                }
            }
            return DetectorResult.ofWindow().build();
        };
        RealtimePipeline pipeline = builder(10, 1)
                .detector("hangs", hangs)
                .detector("negative", RealtimePipelineTest.NEGATIVE)
                .override(new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(Ticker.class).toInstance(now::get);
                    }
                })
                .build();
        pipeline.addWindowListener((window, report) -> reports.add(report));
        pipeline.start();
        send(40);
        hanging.await();
        while (pipeline.metrics().totalMessages() < 40) {
            Thread.sleep(1); // all windows are full: time closes none
        }
        now.addAndGet(61_000_000_000L);
        source.end();
        pipeline.awaitClosed();

        assertThat(statuses("hangs")).containsOnly(Status.FAILED).hasSize(4);
        assertThat(statuses("negative")).containsOnly(Status.OK).hasSize(4);
        assertThat(pipeline.metrics().health()).isEqualTo("detectors hang: hangs");
        back.countDown();
    }

    @Test
    void aListenerThatThrowsHarmsNothing() throws Exception {
        RealtimePipeline pipeline = builder(10, 1).build();
        pipeline.addWindowListener((window, report) -> {
            throw new IllegalStateException("listener");
        });
        pipeline.addWindowListener((window, report) -> reports.add(report));
        pipeline.start();
        send(20);
        source.end();
        pipeline.awaitClosed();

        assertThat(reports).hasSize(2);
        assertThat(source.acknowledged()).hasSize(20);
    }

    @Test
    void forkedWorkNeverBlocksThePoolHoweverSmall() throws Exception {
        PipelineBuilder builder = builder(10, 1);
        for (String name : new String[] {"a", "b", "c"}) {
            builder.detectorMadeBy(name, context -> window -> {
                try {
                    List<Callable<Integer>> parts = new ArrayList<>();
                    for (int i = 0; i < 8; i++) {
                        int part = i;
                        parts.add(() -> {
                            Future<Integer> inner = context.workers().submit(() -> part);
                            return inner.get();
                        });
                    }
                    int sum = 0;
                    for (Future<Integer> part : context.workers().invokeAll(parts)) {
                        sum += part.get();
                    }
                    return DetectorResult.ofWindow().statistic("sum", sum).build();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        RealtimePipeline pipeline = builder.build();
        pipeline.addWindowListener((window, report) -> reports.add(report));
        pipeline.start();
        send(100);
        source.end();
        pipeline.awaitClosed();

        assertThat(reports)
                .hasSize(10)
                .allSatisfy(report -> assertThat(report.detectors().values())
                        .hasSize(3)
                        .allSatisfy(d -> assertThat(d.result().statistics()).containsEntry("sum", 28.0)));
    }

    @Test
    void aSourceThatCannotBeOpenedFailsTheStartAndIsClosed() {
        EndlessSource endless = new EndlessSource();
        endless.failOpen = new CleanException(CleanException.Kind.EXTERNAL, "no broker at localhost:9092");
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(endless)
                .setting("detectors", List.of())
                .build();

        assertThatThrownBy(pipeline::start).isInstanceOf(CleanException.class).hasMessageContaining("localhost:9092");
        assertThat(pipeline.state()).isEqualTo(PipelineState.FAILED);
        assertThat(endless.closed.getCount()).isZero();
    }

    @Test
    void aSourceThatFailsLaterEndsThePipelineAndAwaitClosedSaysWhy() throws Exception {
        EndlessSource endless = new EndlessSource();
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(endless)
                .setting("detectors", List.of())
                .build();
        pipeline.start();
        endless.failPoll = new IllegalStateException("connection lost for good");

        assertThatThrownBy(pipeline::awaitClosed).hasMessageContaining("connection lost for good");
        assertThat(pipeline.state()).isEqualTo(PipelineState.FAILED);
        assertThat(endless.closed.getCount()).isZero();
    }

    @Test
    void aSlowPipelinePausesItsSourceAndHoldsLittle() throws Exception {
        EndlessSource endless = new EndlessSource();
        CountDownLatch goOn = new CountDownLatch(1);
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(endless)
                .setting("window", Map.of("size", 100))
                .setting("detectors", List.of())
                .build();
        pipeline.addWindowListener((window, report) -> goOn.await());
        pipeline.start();
        endless.pausedOnce.await();
        assertThat(endless.polled.get() * HoldLimits.OVERHEAD)
                .isLessThanOrEqualTo((8L << 20) + 4 * EndlessSource.BATCH * HoldLimits.OVERHEAD);
        goOn.countDown();
        pipeline.stop();

        assertThat(pipeline.state()).isEqualTo(PipelineState.CLOSED);
        assertThat(endless.acknowledged.get()).isEqualTo(endless.polled.get());
    }

    @Test
    void aStreamThatBecomesUnreadableIsAnAlertThoughNoWindowFills() throws Exception {
        RealtimePipeline pipeline = builder(1000, 1).build();
        pipeline.addWindowListener((window, report) -> reports.add(report));
        pipeline.start();
        send(1000);
        for (int i = 0; i < 1100; i++) {
            source.send("<html>");
        }
        source.end();
        pipeline.awaitClosed();

        assertThat(reports).extracting(WindowReport::size).containsExactly(1000, 0, 0);
        assertThat(reports.get(1).badMessages()).isEqualTo(Map.of("not-json", 1000L));
        assertThat(reports.get(1).alerts()).extracting(Alert::metric).containsExactly("bad_messages");
        assertThat(reports.get(2).badMessages()).as("what was left at the end").isEqualTo(Map.of("not-json", 100L));
        assertThat(source.acknowledged()).hasSize(2100);
    }

    @Test
    void stoppingAnalysesWhatIsOpenAsAPartialWindow() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        RealtimePipeline pipeline = builder(10, 1).build();
        pipeline.addWindowListener((window, report) -> {
            reports.add(report);
            first.countDown();
        });
        pipeline.start();
        assertThat(pipeline.state()).isEqualTo(PipelineState.RUNNING);
        send(15);
        first.await();
        while (source.waiting() > 0) {
            Thread.onSpinWait();
        }
        pipeline.stop();

        assertThat(pipeline.state()).isEqualTo(PipelineState.CLOSED);
        assertThat(reports).extracting(WindowReport::size).containsExactly(10, 5);
        assertThat(reports.get(1).partial()).isTrue();
        assertThat(source.acknowledged()).hasSize(15);
        assertThatThrownBy(pipeline::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aHundredThousandDamagedMessagesAreAllAccountedFor() throws Exception {
        Random random = new Random(7);
        RealtimePipeline pipeline = builder(1000, 2)
                .detector("negative", RealtimePipelineTest.NEGATIVE)
                .build();
        AtomicLong samples = new AtomicLong();
        pipeline.addWindowListener((window, report) -> samples.addAndGet(report.size()));
        pipeline.start();
        for (int i = 0; i < 100_000; i++) {
            source.send(Damage.of(random));
        }
        source.end();
        pipeline.awaitClosed();

        PipelineMetrics metrics = pipeline.metrics();
        assertThat(metrics.totalMessages()).isEqualTo(100_000);
        assertThat(samples.get() + metrics.totalBadMessages()).isEqualTo(100_000);
        assertThat(metrics.totalBadMessages()).isGreaterThan(50_000);
        assertThat(metrics.badMessages()).containsKeys("not-json", "over-limit", "wrong-shape");
        assertThat(source.acknowledged()).hasSize(100_000);
    }
}
