package io.cleandata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import io.cleandata.alert.AlertPolicy;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Message;
import io.cleandata.model.Sample;
import io.cleandata.model.WindowReport;
import io.cleandata.score.Score;
import io.cleandata.score.ScoreModel;
import io.cleandata.source.memory.MemorySource;
import io.cleandata.spi.Batch;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.MessageParser;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceContext;
import io.cleandata.spi.SupportsPause;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a pipeline remembers, forgets and lets others replace. */
@Timeout(60)
class EngineMemoryTest {

    private final List<WindowReport> reports = new CopyOnWriteArrayList<>();

    @TempDir
    private Path dir;

    private RealtimePipeline run(PipelineBuilder builder, MemorySource source) throws Exception {
        RealtimePipeline pipeline = builder.source(source)
                .setting("detectors", List.of())
                .detector("negative", RealtimePipelineTest.NEGATIVE)
                .build();
        pipeline.addWindowListener((window, report) -> reports.add(report));
        pipeline.start();
        return pipeline;
    }

    private static Message sample(String partition, long position) {
        return Message.builder(partition)
                .position(position, 0, 0)
                .value("{\"features\": {\"x\": " + position + "}, \"metadata\": {\"shop\": \"" + position % 3 + "\"}}")
                .build();
    }

    @Test
    void whatAnEarlierRunHasAnalysedIsMarkedAndNotCountedAgain() throws Exception {
        for (int run = 0; run < 2; run++) {
            MemorySource source = new MemorySource();
            RealtimePipeline pipeline = run(
                    RealtimePipeline.builder().stateDir(dir.resolve("state")).setting("window", Map.of("size", 100)),
                    source);
            for (int i = run * 200 + 1; i <= run * 200 + 250; i++) {
                source.send(sample("p", i));
            }
            source.end();
            pipeline.awaitClosed();
            assertThat(pipeline.metrics().totalMessages()).isEqualTo(run == 0 ? 250 : 200);
            assertThat(source.acknowledged()).hasSize(250);
        }
        assertThat(reports).extracting(WindowReport::index).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(reports).extracting(r -> r.window().redeliveredRows()).containsExactly(0, 0, 0, 50, 0, 0);
        assertThat(reports.get(3).window().redelivered(49)).isTrue();
        assertThat(reports.get(3).window().redelivered(50)).isFalse();
    }

    @Test
    void aStateDirectoryBelongsToOnePipelineAtATime() throws Exception {
        MemorySource source = new MemorySource();
        RealtimePipeline first = run(RealtimePipeline.builder().stateDir(dir.resolve("state")), source);
        RealtimePipeline second = RealtimePipeline.builder()
                .source(new MemorySource())
                .setting("detectors", List.of())
                .detector("negative", RealtimePipelineTest.NEGATIVE)
                .stateDir(dir.resolve("state"))
                .build();
        assertThatThrownBy(second::start).isInstanceOf(CleanException.class).hasMessageContaining("in use");
        first.stop();
    }

    @Test
    void aRareKeyDoesNotHoldBackMoreMessagesThanItMay() throws Exception {
        MemorySource source = new MemorySource();
        Map<String, Object> ofKey = Map.of("size", 1000, "max-open-samples", 3000);
        RealtimePipeline pipeline = run(
                RealtimePipeline.builder().setting("window", Map.of("type", "keyed", "by", "x", "window", ofKey)),
                source);
        for (int i = 1; i <= 10_000; i++) {
            source.send("{\"features\": {\"x\": \"" + (i == 1 ? "rare" : "common") + "\"}}");
        }
        assertThat(source.awaitAcknowledged(5000, java.time.Duration.ofSeconds(30)))
                .as("a sample of a rare key is open, and acknowledgement goes on")
                .isTrue();
        source.end();
        pipeline.awaitClosed();

        assertThat(reports)
                .filteredOn(report -> "rare".equals(report.key()))
                .singleElement()
                .satisfies(report -> assertThat(report.partial()).isTrue());
    }

    @Test
    void samplesOfLostPartitionsLeaveOpenWindowsAndAreNotAcknowledged() throws Exception {
        MemorySource source = new MemorySource();
        RealtimePipeline pipeline = run(RealtimePipeline.builder().setting("window", Map.of("size", 100)), source);
        for (int i = 1; i <= 130; i++) {
            source.send(sample(i % 2 == 0 ? "even" : "odd", i));
        }
        assertThat(source.awaitAcknowledged(100, java.time.Duration.ofSeconds(30)))
                .isTrue();
        source.lose(Set.of("odd"));
        for (int i = 132; i <= 300; i += 2) {
            source.send(sample("even", i));
        }
        source.end();
        pipeline.awaitClosed();

        assertThat(reports).extracting(WindowReport::size).containsExactly(100, 100);
        assertThat(source.acknowledged())
                .hasSize(200)
                .noneMatch(m -> m.partition().equals("odd") && m.positionFirst() > 100);
    }

    @Test
    void tellsTheAgeOfWhatWaitsTheLagOfPartitionsAndTheTimeOfPolls() throws Exception {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        MemorySource source = new MemorySource();
        RealtimePipeline pipeline = run(
                RealtimePipeline.builder()
                        .setting("window", Map.of("size", 100))
                        .override(new AbstractModule() {
                            @Override
                            protected void configure() {
                                bind(InstantSource.class).toInstance(() -> noon);
                                bind(MeterRegistry.class).toInstance(meters);
                            }
                        }),
                source);
        for (int seconds : new int[] {10, 3}) {
            source.send(Message.builder("p")
                    .position(20 - seconds, 0, 0)
                    .value("{\"features\": {\"x\": 1}}")
                    .timestamp(noon.minusSeconds(seconds).toEpochMilli())
                    .build());
        }
        while (meters.get("clean.messages.waiting.newest.age").gauge().value() != 3) {
            Thread.onSpinWait();
        }
        assertThat(meters.get("clean.messages.waiting.oldest.age").gauge().value())
                .isEqualTo(10);
        assertThat(meters.get("clean.source.partition.lag.messages")
                        .tag("partition", "memory")
                        .gauge()
                        .value())
                .as("asked for now and then")
                .isBetween(0.0, 2.0);
        source.end();
        pipeline.awaitClosed();
        assertThat(meters.get("clean.messages.waiting.oldest.age").gauge().value())
                .isZero();
        assertThat(meters.get("clean.source.poll").timer().count()).isPositive();
    }

    @Test
    void whatComesAgainAfterALossIsMarkedIfItWasAnalysedAndCountsOnce() throws Exception {
        MemorySource source = new MemorySource();
        RealtimePipeline pipeline = run(
                RealtimePipeline.builder().stateDir(dir.resolve("state")).setting("window", Map.of("size", 100)),
                source);
        for (int i = 1; i <= 130; i++) {
            source.send(sample(i % 2 == 0 ? "even" : "odd", i));
        }
        assertThat(source.awaitAcknowledged(100, java.time.Duration.ofSeconds(30)))
                .isTrue();
        source.lose(Set.of("odd"));
        for (int i = 61; i <= 129; i += 2) { // the acknowledgement of 61 to 99 got lost
            source.send(sample("odd", i));
        }
        source.end();
        pipeline.awaitClosed();

        assertThat(pipeline.metrics().totalMessages()).isEqualTo(130);
        assertThat(reports.get(1).window().size()).isEqualTo(15 + 35);
        for (int row = 0; row < 50; row++) {
            Message message = reports.get(1).window().message(row);
            assertThat(reports.get(1).window().redelivered(row))
                    .as(message.toString())
                    .isEqualTo(message.positionFirst() < 100);
        }
    }

    @Test
    void aPausedSourceGoesOnWhenAllThatWaitedWentWithItsPartition() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        PausedThenLost source = new PausedThenLost(release);
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(source)
                .setting("detectors", List.of())
                .setting("window", Map.of("size", 10))
                .detector("slow", window -> {
                    awaitQuietly(release);
                    return DetectorResult.ofSamples(window.size()).build();
                })
                .build();
        pipeline.start();
        pipeline.awaitClosed();
        assertThat(source.acknowledged).contains("even@1");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Delivers one partition until it is paused, then loses it, then delivers the other when it is resumed. */
    private static final class PausedThenLost implements Source, SupportsPause {
        private final CountDownLatch release;
        private final List<String> acknowledged = new CopyOnWriteArrayList<>();
        private SourceContext context;
        private boolean paused;
        private boolean lost;
        private long position;

        PausedThenLost(CountDownLatch release) {
            this.release = release;
        }

        @Override
        public void open(SourceContext opening) {
            context = opening;
        }

        @Override
        public Batch poll(Duration limit) {
            if (paused && !lost) {
                lost = true;
                release.countDown();
                acknowledge(context.revoked(Set.of("odd")));
            }
            if (paused) {
                return Batch.empty();
            }
            if (lost) {
                return new Batch(List.of(sample("even", 1)), true);
            }
            List<Message> batch = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                batch.add(sample("odd", ++position));
            }
            return Batch.of(batch);
        }

        @Override
        public void acknowledge(List<Message> done) {
            done.forEach(message -> acknowledged.add(message.partition() + "@" + message.position()));
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
        }

        @Override
        public void close() {}
    }

    @Test
    void keyedWindowsHoldOneKeyEachAndFurtherKeysShareOne() throws Exception {
        MemorySource source = new MemorySource();
        RealtimePipeline pipeline = run(
                RealtimePipeline.builder()
                        .setting(
                                "window",
                                Map.of("type", "keyed", "by", "shop", "max-keys", 2, "window", Map.of("size", 50))),
                source);
        for (int i = 1; i <= 300; i++) {
            source.send(sample("p", i));
        }
        source.end();
        pipeline.awaitClosed();

        assertThat(reports.stream().mapToInt(WindowReport::size).sum()).isEqualTo(300);
        assertThat(reports).extracting(WindowReport::key).contains(OpenWindows.OVERFLOW_KEY, "1");
        for (WindowReport report : reports) {
            for (int row = 0; row < report.window().size() && !OpenWindows.OVERFLOW_KEY.equals(report.key()); row++) {
                assertThat(report.window().sample(row).metadata()).containsEntry("shop", report.key());
            }
        }
        assertThat(source.acknowledged()).hasSize(300);
    }

    @Test
    void badMessagesGoToTheDeadLetterFile() throws Exception {
        MemorySource source = new MemorySource();
        Path file = dir.resolve("dead.jsonl");
        RealtimePipeline pipeline =
                run(RealtimePipeline.builder().setting("dead-letter", Map.of("file", file.toString())), source);
        source.send("not json");
        source.send(new byte[] {(byte) 0xff, 1});
        source.end();
        pipeline.awaitClosed();

        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .satisfies(
                        line -> assertThat(line)
                                .contains("\"position\":\"1\"", "\"reason\":\"not-json\"", "\"value\":\"not json\""),
                        org.assertj.core.api.Assertions.atIndex(0))
                .satisfies(
                        line -> assertThat(line).contains("\"base64\":\"/wE=\""),
                        org.assertj.core.api.Assertions.atIndex(1));
        assertThat(source.acknowledged()).hasSize(2);
    }

    @Test
    void partsOfTheEngineCanBeReplaced() throws Exception {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        List<Long> judged = new ArrayList<>();
        MemorySource source = new MemorySource();
        RealtimePipeline pipeline = run(
                RealtimePipeline.builder().setting("window", Map.of("size", 2)).override(new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(InstantSource.class).toInstance(() -> noon);
                        bind(MessageParser.class)
                                .toInstance((message, out) -> out.sample(Sample.builder()
                                        .feature("x", message.length())
                                        .build()));
                        bind(ScoreModel.class).toInstance((window, results) -> new Score(0.5, 0.4, 0.6));
                        bind(AlertPolicy.class).toInstance(report -> {
                            judged.add(report.index());
                            return List.of();
                        });
                        bind(MeterRegistry.class).toInstance(meters);
                    }
                }),
                source);
        source.send("a");
        source.send("bb");
        source.end();
        pipeline.awaitClosed();

        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).score()).isEqualTo(0.5);
        assertThat(reports.get(0).window().closed()).isEqualTo(noon);
        assertThat(judged).containsExactly(0L);
        assertThat(meters.get("clean.messages").functionCounter().count()).isEqualTo(2);
    }
}
