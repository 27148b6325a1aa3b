package io.cleandata.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Message;
import io.cleandata.source.memory.MemorySource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures of a pipeline that loses partitions and gets their messages again. */
@Timeout(60)
class LostPartitionsTest {

    private final MemorySource source = new MemorySource();

    @TempDir
    private Path dir;

    private static Message message(long position, String value) {
        return Message.builder("p").position(position, 0, 0).value(value).build();
    }

    private void send(int from, int to) throws InterruptedException {
        for (int i = from; i <= to; i++) {
            source.send(message(
                    i, i % 10 == 0 ? "no json" : "{\"features\": {\"x\": " + i + ", \"key\": \"k" + i % 2 + "\"}}"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void badMessagesBehindOpenWindowsCountOnceWhenTheyComeAgain(boolean remembering) throws Exception {
        PipelineBuilder builder = RealtimePipeline.builder();
        if (remembering) {
            builder.stateDir(dir.resolve("state"));
        }
        RealtimePipeline pipeline = builder.source(source)
                .setting("window", Map.of("size", 1000))
                .setting("detectors", List.of())
                .build();
        pipeline.start();
        send(1, 100);
        awaitTaken(pipeline, 100);
        source.lose(Set.of("p"));
        send(1, 100);
        source.end();
        pipeline.awaitClosed();

        assertThat(pipeline.metrics().totalMessages()).isEqualTo(100);
        assertThat(pipeline.metrics().badMessages()).isEqualTo(Map.of("not-json", 10L));
        assertThat(source.acknowledged()).hasSize(100);
    }

    @Test
    void lateSamplesBehindOpenWindowsCountOnceWhenTheyComeAgain() throws Exception {
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(source)
                .setting("window", Map.of("type", "event-time", "duration", "10s"))
                .setting("detectors", List.of())
                .build();
        pipeline.start();
        String open = "{\"features\": {\"x\": 1}, \"timestamp\": 1700000025000}";
        String late = "{\"features\": {\"x\": 1}, \"timestamp\": 1700000001000}";
        source.send(message(1, open));
        source.send(message(2, late));
        awaitTaken(pipeline, 2);
        source.lose(Set.of("p"));
        source.send(message(1, open));
        source.send(message(2, late));
        source.end();
        pipeline.awaitClosed();

        assertThat(pipeline.metrics().totalMessages()).isEqualTo(2);
        assertThat(pipeline.metrics().lateSamples()).isEqualTo(1);
        assertThat(source.acknowledged()).hasSize(2);
    }

    @Test
    void analysedMessagesBehindOpenWindowsCountOnceWithoutAMemoryToo() throws Exception {
        CountDownLatch analysed = new CountDownLatch(1);
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(source)
                .setting("window", Map.of("type", "keyed", "by", "key", "window", Map.of("size", 10)))
                .setting("detectors", List.of())
                .build();
        pipeline.addWindowListener((window, report) -> analysed.countDown());
        pipeline.start();
        source.send(message(1, "{\"features\": {\"key\": \"rare\"}}"));
        for (int i = 2; i <= 11; i++) {
            source.send(message(i, "{\"features\": {\"key\": \"common\"}}"));
        }
        analysed.await();
        source.lose(Set.of("p"));
        source.send(message(1, "{\"features\": {\"key\": \"rare\"}}"));
        for (int i = 2; i <= 11; i++) {
            source.send(message(i, "{\"features\": {\"key\": \"common\"}}"));
        }
        source.end();
        pipeline.awaitClosed();

        assertThat(pipeline.metrics().totalMessages()).isEqualTo(11);
        assertThat(source.acknowledged()).hasSize(11);
    }

    private static void awaitTaken(RealtimePipeline pipeline, long count) throws InterruptedException {
        while (pipeline.metrics().totalMessages() < count) {
            Thread.sleep(Duration.ofMillis(1).toMillis());
        }
    }
}
