package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signals while messages keep coming in: what was taken is judged, acknowledged and told, and nothing else is; unless the signal comes twice. */
@Timeout(120)
class MonitorShutdownIT {

    private static final int WINDOW = 1009; // prime, so that a burst hardly ever ends with a window
    private static final int BURST = 250;
    private static final String SOUND = "{\"features\":{\"a\":1,\"b\":\"x\"}}";
    private static final String BAD = "no JSON";

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"FILE, TERM", "FILE, INT", "KAFKA, TERM", "KAFKA, INT", "REDIS, TERM", "REDIS, INT"})
    void aSignalDrains(Upstream.Kind kind, String signal) throws Exception {
        Path reports = folder.resolve("reports.jsonl");
        try (Upstream upstream = kind.open("drained-by-" + signal, folder);
                Load load = new Load(() -> upstream.write(SOUND, BURST));
                var clean = monitor(upstream, "50s", "", "--reports", reports.toString(), "--json")) {
            clean.awaitLines(reports, 3);

            clean.signal(signal);

            assertThat(clean.awaitExit()).as("%s", clean.err()).isZero();
            JsonNode metrics = finalMetrics(clean);
            List<JsonNode> windows = lines(reports);
            long messages = metrics.get("totalMessages").asLong();
            assertThat(metrics.get("state").asString()).isEqualTo("closed");
            assertThat(metrics.get("windowsAnalyzed").asLong()).isEqualTo(windows.size());
            assertThat(windows.stream()
                            .mapToLong(window -> window.get("size").asLong())
                            .sum())
                    .isEqualTo(messages);
            assertThat(windows.get(windows.size() - 1).get("partial").asBoolean())
                    .isEqualTo(messages % WINDOW != 0);
            upstream.acknowledged()
                    .ifPresent(acknowledged -> assertThat(acknowledged).isEqualTo(messages));
        }
    }

    @ParameterizedTest(name = "{0}, {1} and {2}")
    @CsvSource({"FILE, TERM, TERM", "KAFKA, INT, TERM", "REDIS, TERM, INT"})
    void aSecondSignalEndsWhatDoesNotDrain(Upstream.Kind kind, String first, String second) throws Exception {
        try (Pager pager = new Pager();
                Upstream upstream = kind.open("ended-by-" + second, folder);
                Load load = badLoad(upstream);
                var clean = monitor(upstream, "1h", pager.settings())) {
            pager.awaitAlert(clean);
            clean.signal(first);
            clean.awaitLog("got SIG" + first);

            clean.signal(second);

            assertThat(clean.awaitExit()).as("%s", clean.out()).isEqualTo(130);
            assertThat(clean.out()).isEmpty();
        }
    }

    @Test
    void whatDoesNotDrainInTimeIsLeftForTheNextStart() throws Exception {
        try (Pager pager = new Pager();
                Upstream upstream = Upstream.Kind.FILE.open("late", folder);
                Load load = badLoad(upstream);
                var clean = monitor(upstream, "500ms", pager.settings())) {
            pager.awaitAlert(clean);

            clean.signal("TERM");

            assertThat(clean.awaitExit()).as("%s", clean.err()).isZero();
            assertThat(clean.err())
                    .anyMatch(line -> line.contains("the outbox in") && line.contains("for the next start"));
            assertThat(clean.out()).contains("pipeline test: closed");
        }
    }

    private CleanProcess monitor(Upstream upstream, String shutdownTimeout, String more, String... options)
            throws IOException {
        Path config = Files.writeString(folder.resolve("pipeline.yaml"), """
                pipeline: {name: test, state-dir: "%s", shutdown-timeout: %s}
                source: %s
                window: {type: count, size: %d, timeout: 1h}
                detectors: [missing]
                %s
                """.formatted(
                        folder.resolve("state"), shutdownTimeout, upstream.source(), WINDOW, more));
        return CleanProcess.start(Stream.concat(Stream.of("monitor", config.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    private static Load badLoad(Upstream upstream) {
        return new Load(() -> {
            upstream.write(SOUND, BURST);
            upstream.write(BAD, BURST);
        });
    }

    private static JsonNode finalMetrics(CleanProcess clean) {
        return JsonMapper.shared().readTree(String.join("\n", clean.out()));
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    /** A receiver of alerts that takes them and never answers. */
    private static final class Pager implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private @Nullable Socket request;

        Pager() throws IOException {
            socket.setSoTimeout(100);
        }

        String settings() {
            return """
                    alerts:
                      - {type: webhook, url: "http://127.0.0.1:%d/", timeout: 1h}
                    quality: {evidence: immediate}
                    """.formatted(socket.getLocalPort());
        }

        void awaitAlert(CleanProcess from) throws IOException, InterruptedException {
            while (request == null) {
                from.mustRun();
                try {
                    request = socket.accept();
                } catch (SocketTimeoutException e) {
                    // not yet
                }
            }
        }

        @Override
        public void close() throws IOException {
            if (request != null) {
                request.close();
            }
            socket.close();
        }
    }

    /** Does something again and again until it is closed. */
    private static final class Load implements AutoCloseable {
        private interface Burst {
            void make() throws Exception;
        }

        private final Thread thread;
        private final CountDownLatch over = new CountDownLatch(1);

        Load(Burst burst) {
            thread = new Thread(
                    () -> {
                        try {
                            do {
                                burst.make();
                            } while (!over.await(5, TimeUnit.MILLISECONDS));
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    "load");
            thread.start();
        }

        @Override
        public void close() throws InterruptedException {
            over.countDown();
            thread.join();
        }
    }
}
