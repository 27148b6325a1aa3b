package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How {@code clean monitor} ends, by a signal, by itself and by a fault. */
@Timeout(120)
class MonitorIT {
    @TempDir
    Path folder;

    @Test
    void finishesWhatIsOpenOnSigterm() throws Exception {
        Path reports = folder.resolve("reports.jsonl");
        var data =
                Files.writeString(folder.resolve("data.jsonl"), "{\"features\":{\"a\":1,\"b\":\"x\"}}\n".repeat(250));
        try (var clean =
                CleanProcess.start("monitor", config(data, true).toString(), "--reports", reports.toString())) {
            clean.awaitLog("is running");
            clean.awaitLines(reports, 2);

            clean.signal("TERM");

            assertThat(clean.awaitExit()).as("%s", clean.out()).isZero();
            assertThat(clean.out()).anyMatch(line -> line.matches(" *messages +250"));
            assertThat(clean.out()).anyMatch(line -> line.matches(" *windows +3"));
            assertThat(Files.readAllLines(reports).get(2)).contains("\"size\":50,\"partial\":true");
        }
    }

    /** It hangs before its start while nobody reads the second pipe. */
    @Test
    void endsWellOnASignalBeforeItsStart() throws Exception {
        var data = Files.writeString(folder.resolve("data.jsonl"), "{\"features\":{\"a\":1}}\n");
        Path scores = folder.resolve("scores");
        Path reports = folder.resolve("reports");
        assertThat(new ProcessBuilder("mkfifo", scores.toString(), reports.toString())
                        .start()
                        .waitFor())
                .isZero();
        try (var clean = CleanProcess.start(
                        "monitor",
                        config(data, true).toString(),
                        "--scores",
                        scores.toString(),
                        "--reports",
                        reports.toString());
                var opened = reader(scores)) {
            clean.signal("TERM");
            clean.awaitLog("got SIGTERM");
            try (var read = reader(reports)) {
                assertThat(clean.awaitExit()).as("%s", clean.err()).isZero();
            }
            assertThat(clean.out()).contains("pipeline test: closed");
            assertThat(clean.err()).noneMatch(line -> line.contains("Exception"));
        }
    }

    /** Waits until somebody writes to the pipe, on a thread that may be left behind: nothing can interrupt it. */
    private static InputStream reader(Path pipe) throws Exception {
        FutureTask<InputStream> opening = new FutureTask<>(() -> Files.newInputStream(pipe));
        Thread thread = new Thread(opening, "pipe");
        thread.setDaemon(true);
        thread.start();
        return opening.get(60, TimeUnit.SECONDS);
    }

    @Test
    void endsByItselfWhenTheSourceDoes() throws Exception {
        var data = Files.writeString(folder.resolve("data.jsonl"), "{\"features\":{\"a\":1}}\nnot json\n");
        try (var clean = CleanProcess.start("monitor", config(data, false).toString())) {
            assertThat(clean.awaitExit()).isZero();
            assertThat(clean.out()).anyMatch(line -> line.matches(" *bad messages +1"));
        }
    }

    @Test
    void saysInOneLineWhyTheSourceCannotBeOpened() throws Exception {
        var config = config(folder.resolve("none.jsonl"), false);
        try (var clean = CleanProcess.start("monitor", config.toString())) {
            assertThat(clean.awaitExit()).isEqualTo(2);
            assertThat(clean.err()).anyMatch(line -> line.startsWith("clean: ") && line.contains("none.jsonl"));
        }
    }

    private Path config(Path data, boolean follow) throws IOException {
        return Files.writeString(folder.resolve("pipeline.yaml"), """
                pipeline: {name: test}
                source: {type: file, path: "%s", follow: %s}
                window: {type: count, size: 100, timeout: 1h}
                detectors: [missing]
                """.formatted(data, follow));
    }
}
