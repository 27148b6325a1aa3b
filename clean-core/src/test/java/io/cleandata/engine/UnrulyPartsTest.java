package io.cleandata.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import io.cleandata.alert.AlertPolicy;
import io.cleandata.model.BadMessageException;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Message;
import io.cleandata.score.ScoreModel;
import io.cleandata.source.memory.MemorySource;
import io.cleandata.spi.Batch;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sources, parsers, policies and handlers that fail in ways of their own. */
@Timeout(60)
class UnrulyPartsTest extends MemoryPipelineTest {

    /** Works until it is to be closed. */
    private record Unclosable(MemorySource source) implements Source {

        @Override
        public void open(SourceContext context) {
            source.open(context);
        }

        @Override
        public Batch poll(Duration limit) throws InterruptedException {
            return source.poll(limit);
        }

        @Override
        public void acknowledge(List<Message> done) {
            source.acknowledge(done);
        }

        @Override
        public void close() {
            throw new NoClassDefFoundError("a jar that was replaced meanwhile");
        }
    }

    @Test
    void aSourceThatCannotBeClosedKeepsNothingFromItsEnd() throws Exception {
        RealtimePipeline pipeline =
                start(builder().source(new Unclosable(source)).stateDir(dir.resolve("state")));
        send(10);
        source.end();
        pipeline.awaitClosed();
        assertThat(pipeline.state()).isEqualTo(PipelineState.CLOSED);
        assertThat(source.acknowledged()).hasSize(10);

        MemorySource next = new MemorySource();
        RealtimePipeline again = start(builder().source(next).stateDir(dir.resolve("state"))); // for its lock is free
        next.end();
        again.awaitClosed();
    }

    @Test
    void aPolicyAndAScoreModelThatFailBadlyCostTheirAnswersOnly() throws Exception {
        RealtimePipeline pipeline = start(builder().override(new AbstractModule() {
            @Override
            protected void configure() {
                bind(AlertPolicy.class).toInstance(report -> {
                    throw new StackOverflowError();
                });
                bind(ScoreModel.class).toInstance((window, results) -> {
                    throw new NoSuchMethodError();
                });
            }
        }));
        send(20);
        source.end();
        pipeline.awaitClosed();
        assertThat(reports).hasSize(2).allMatch(report -> Double.isNaN(report.score()));
        assertThat(source.acknowledged()).hasSize(20);
    }

    @Test
    void aParserThatGivesEachBadMessageAReasonOfItsOwnFillsNoReport() throws Exception {
        RealtimePipeline pipeline = start(builder().messageParser((message, out) -> {
            if (message.positionFirst() <= 5000) {
                throw new BadMessageException("bad at " + message.positionFirst(), "");
            }
            out.number("x", 1);
        }));
        send(5010);
        source.end();
        pipeline.awaitClosed();
        assertThat(reports).allMatch(report -> report.badMessages().size() <= 101);
        assertThat(reports.stream()
                        .flatMap(report -> report.badMessages().values().stream())
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(5000);
        assertThat(pipeline.metrics().badMessages()).hasSize(101).containsEntry("other", 4900L);
    }

    @Test
    void aDetectorThatIsGivenUpWithThePipelineIsInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        RealtimePipeline pipeline = start(builder()
                .setting("pipeline", Map.of("shutdown-timeout", "50ms"))
                .detector("slow", window -> {
                    begun.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return DetectorResult.ofWindow().build();
                }));
        send(10);
        begun.await();
        pipeline.stop();
        interrupted.await();
        assertThat(source.acknowledged()).isEmpty();
    }
}
