package io.cleandata.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.engine.RealtimePipeline;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Message;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Window;
import io.cleandata.plugin.PluginCatalog;
import io.cleandata.settings.LiveParts;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.settings.PipelineSpecReader;
import io.cleandata.spi.Batch;
import io.cleandata.spi.Detector;
import io.cleandata.spi.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a pipeline must do with a source that can also write ({@code SupportsDeadLetter}), against the real system and from settings as
 * they stand in a file: analysis before acknowledgement, and every message at its place. Extend it as {@link SourceContract}.
 */
public abstract class SourcePipelineContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SAMPLES = 50;

    private PipelineHarness harness;

    /** Makes a harness with a topic of its own; called before each test. */
    protected abstract PipelineHarness harness();

    @BeforeEach
    void prepare() {
        harness = harness();
    }

    @AfterEach
    void closeHarness() {
        harness.close();
    }

    @Test
    void sendsBadFlaggedAndGoodMessagesEachToTheirPlaceOnceAndAcknowledgesAll() throws Exception {
        write("{\"features\": {\"n\": %d}}", "{ no json");
        String to = name();
        String sections = "dead-letter: {topic: " + to + "-dead}\n"
                + "quarantine: {topic: " + to + "-flagged, min-severity: 0.5}\n"
                + "pass-to: {topic: " + to + "-good}\n";
        RealtimePipeline pipeline = pipeline(harness.settings(), sections, SourcePipelineContract::tens);
        pipeline.start();
        pipeline.awaitClosed();

        int samples = SAMPLES * harness.partitions();
        List<Message> dead = read(harness.settings(to + "-dead"));
        assertThat(dead).hasSize(harness.partitions()).allSatisfy(message -> {
            assertThat(message.text()).isEqualTo("{ no json");
            assertThat(message.headers())
                    .containsEntry("clean-pipeline", "contract")
                    .containsEntry("clean-reason", "not-json")
                    .containsKeys("clean-error", "clean-partition", "clean-position");
        });
        assertThat(dead)
                .extracting(message -> message.headers().get("clean-partition"))
                .doesNotHaveDuplicates();
        List<Message> flagged = read(harness.settings(to + "-flagged"));
        assertThat(flagged)
                .hasSize(samples / 10)
                .allSatisfy(message -> assertThat(message.headers())
                        .containsEntry("clean-pipeline", "contract")
                        .containsEntry("clean-detector", "tens")
                        .containsEntry("clean-score", "0.900")
                        .containsEntry("clean-reason", "a multiple of ten"));
        List<Message> good = read(harness.settings(to + "-good"));
        Set<String> all = new HashSet<>();
        flagged.forEach(message -> all.add(message.text()));
        good.forEach(message -> all.add(message.text()));
        assertThat(flagged.size() + good.size()).as("each sample once").isEqualTo(samples);
        assertThat(all).hasSize(samples);
        assertThat(pipeline.metrics().totalMessages()).isEqualTo(samples + harness.partitions());
        assertThat(pipeline.metrics().totalBadMessages()).isEqualTo(harness.partitions());
        assertThat(read(harness.settings())).as("left to read").isEmpty();
    }

    @Test
    void deadLettersCanBeReadAgainByAPipelineThatUnderstandsThem() throws Exception {
        write("{\"input\": {\"n\": %d}}", "{\"input\": {\"n\": 1000}}");
        String dead = name() + "-dead";
        RealtimePipeline first =
                pipeline(harness.settings(), "dead-letter: {topic: " + dead + "}\n", SourcePipelineContract::tens);
        first.start();
        first.awaitClosed();
        int messages = (SAMPLES + 1) * harness.partitions();
        assertThat(first.metrics().totalBadMessages()).isEqualTo(messages);

        RealtimePipeline second = pipeline(
                harness.settings(dead), "parser: {type: json, features: input}\n", SourcePipelineContract::tens);
        second.start();
        second.awaitClosed();
        assertThat(second.metrics().totalMessages()).isEqualTo(messages);
        assertThat(second.metrics().totalBadMessages()).isZero();
        assertThat(second.metrics().issuesByDetector().get("tens")).isPositive();
    }

    @Test
    void acknowledgesNothingThatIsNotAnalysed() throws Exception {
        write("{\"features\": {\"n\": %d}}", "{\"features\": {\"n\": 1000}}");
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        RealtimePipeline first = pipeline(harness.settings(), "", window -> {
            if (window.index() == 1) {
                reached.countDown();
                awaitQuietly(release);
            }
            return tens(window);
        });
        Set<String> done = new HashSet<>();
        first.addWindowListener((window, report) -> {
            for (int row = 0; row < window.size(); row++) {
                done.add(place(window.message(row)));
            }
        });
        first.start();
        assertThat(reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        first.stop(); // gives up
        release.countDown();

        Set<String> again = new HashSet<>();
        RealtimePipeline second = pipeline(harness.settings(), "", SourcePipelineContract::tens);
        second.addWindowListener((window, report) -> {
            for (int row = 0; row < window.size(); row++) {
                again.add(place(window.message(row)));
            }
        });
        second.start();
        second.awaitClosed();
        done.addAll(again);
        assertThat(done).hasSize((SAMPLES + 1) * harness.partitions());
        assertThat(again).hasSizeGreaterThanOrEqualTo((SAMPLES + 1) * harness.partitions() - 30);
        assertThat(read(harness.settings())).as("left to read").isEmpty();
    }

    @Test
    void aDeadLetterDestinationThatRefusesStopsAcknowledgementAndIsTriedAgain() throws Exception {
        write("{\"features\": {\"n\": %d}}", "{ no json");
        String dead = harness.refusing();
        String sections = "dead-letter: {topic: \"" + dead + "\"}\n";
        RealtimePipeline first = pipeline(harness.settings(), sections, SourcePipelineContract::tens);
        first.start();
        awaitTrouble(first, dead);
        first.stop(); // gives up
        int messages = (SAMPLES + 1) * harness.partitions();
        try (Source source = open(harness.settings())) {
            assertThat(toEnd(source)).as("nothing was acknowledged").hasSize(messages);
        }

        RealtimePipeline second = pipeline(harness.settings(), sections, SourcePipelineContract::tens);
        second.start();
        awaitTrouble(second, dead);
        harness.accept(dead);
        second.awaitClosed();
        assertThat(second.metrics().health()).isEmpty();
        assertThat(read(harness.settings(dead))).hasSize(harness.partitions());
        assertThat(read(harness.settings())).as("left to read").isEmpty();
    }

    private void write(String sample, String first) {
        for (int partition = 0; partition < harness.partitions(); partition++) {
            List<byte[]> values = new ArrayList<>();
            values.add(first.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < SAMPLES; i++) {
                values.add(sample.replace("%d", Integer.toString(partition * SAMPLES + i))
                        .getBytes(StandardCharsets.UTF_8));
            }
            harness.write(partition, values);
        }
    }

    private static String name() {
        return "d" + java.util.UUID.randomUUID();
    }

    private static RealtimePipeline pipeline(String source, String sections, Detector detector) {
        return RealtimePipeline.from(spec(source, sections, detector));
    }

    private static PipelineSpec spec(String source, String sections, Detector detector) {
        String yaml = "pipeline: {name: contract, shutdown-timeout: 500ms}\n"
                + "source: " + source + "\n"
                + "window: {type: count, size: 30}\n"
                + "detectors: []\n"
                + sections;
        return new PipelineSpecReader(PluginCatalog.of(Thread.currentThread().getContextClassLoader()))
                .read(yaml, "contract.yaml", LiveParts.none().detector("tens", "tens", 1, context -> detector));
    }

    private static DetectorResult tens(Window window) {
        DetectorResult.Builder result = DetectorResult.ofSamples(window.size());
        NumericColumn column = (NumericColumn) window.feature("n");
        for (int row = 0; column != null && row < window.size(); row++) {
            if (column.value(row) % 10 == 0) {
                result.issue(Issue.ofSample(row, 0.3, "a faint doubt"));
                result.issue(Issue.ofSample(row, 0.9, "a multiple of ten"));
            }
        }
        return result.build();
    }

    private static Source open(String settings) {
        Source source =
                spec(settings, "", SourcePipelineContract::tens).source().create(new SystemContext());
        source.open(new RecordingSourceContext(new SystemContext()));
        return source;
    }

    /** All there is to read, acknowledged. */
    static List<Message> read(String settings) throws InterruptedException {
        try (Source source = open(settings)) {
            List<Message> messages = toEnd(source);
            source.acknowledge(messages);
            source.flush();
            return messages;
        }
    }

    private static List<Message> toEnd(Source source) throws InterruptedException {
        List<Message> messages = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - end < 0) {
            Batch batch = source.poll(Duration.ofMillis(100));
            messages.addAll(batch.messages());
            if (batch.ended()) {
                return messages;
            }
        }
        throw new AssertionError("the source did not end");
    }

    private static void awaitTrouble(RealtimePipeline pipeline, String what) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!pipeline.metrics().health().contains(what)) {
            assertThat(System.nanoTime() - end).as("waits for trouble").isNegative();
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String place(Message message) {
        return message.partition() + "@" + message.position();
    }
}
