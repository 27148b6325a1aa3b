package io.cleandata.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.settings.OptionsBinder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Alertmanager, where Debian's prometheus-alertmanager is installed; skipped elsewhere. */
class AlertmanagerIT {

    private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    static Path directory;

    private static Process server;
    private static URI address;

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "prometheus-alertmanager is not installed");
        Path config = Files.writeString(
                directory.resolve("alertmanager.yml"), "route: {receiver: none}\nreceivers: [{name: none}]\n");
        start(config);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!ready()) {
            assertThat(System.nanoTime() - end).as(() -> log()).isNegative();
            if (!server.isAlive() && log().contains("in use")) { // another process was given the port meanwhile
                start(config);
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static void start(Path config) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        address = URI.create("http://127.0.0.1:" + port);
        server = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--config.file=" + config,
                        "--storage.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    private static boolean ready() throws InterruptedException {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            return "no log";
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.destroy();
            server.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<?> active(String pipeline) throws Exception {
        return (List<?>) SafeJson.read(
                get("/api/v2/alerts?active=true&filter=pipeline%3D" + pipeline).body());
    }

    private static AlertmanagerAlertHandler handler() {
        return new AlertmanagerAlertHandler(
                OptionsBinder.bind(AlertmanagerSettings.class, Map.of("url", address.toString())),
                InstantSource.system());
    }

    private static Alert alert(String pipeline, AlertState state, Severity severity) {
        return TestAlerts.alert(state, severity).toBuilder()
                .pipeline(pipeline)
                .time(Instant.now().minus(Duration.ofMinutes(1)))
                .build();
    }

    @Test
    void firesEscalatesIsSentAgainAndIsResolved() throws Exception {
        try (AlertmanagerAlertHandler handler = handler()) {
            handler.handle(alert("life", AlertState.OPENED, Severity.WARNING));
            assertThat(active("life").toString()).contains("severity=warning").doesNotContain("severity=critical");
            Object end = ((Map<?, ?>) active("life").get(0)).get("endsAt");

            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            do { // a moment later, as soon as the clock has moved on
                handler.resend();
                assertThat(System.nanoTime()).isLessThan(patience);
            } while (Objects.equals(((Map<?, ?>) active("life").get(0)).get("endsAt"), end));

            handler.handle(alert("life", AlertState.ESCALATED, Severity.CRITICAL));
            assertThat(active("life").toString()).contains("severity=critical").doesNotContain("severity=warning");

            handler.handle(alert("life", AlertState.RECOVERED, Severity.CRITICAL));
            assertThat(active("life")).isEmpty();
        }
    }

    @Test
    void takesAlertsWhateverTheirTexts() throws Exception {
        try (AlertmanagerAlertHandler handler = handler()) {
            for (Alert alert : TestAlerts.all()) {
                handler.handle(alert);
            }
        }
        assertThat(active("training-data")).isNotNull();
    }
}
