package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run at the most talkative level whose secrets are all known, with every alert handler at work and servers that repeat what they are sent in their answers:
 * none of the secrets may stand in anything that comes out.
 */
@Timeout(120)
class SecretsIT {

    private static final String SECRET = "known-secret-";

    @TempDir
    Path folder;

    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private HttpServer server;
    private Process process;

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void noSecretStandsInAnythingThatComesOut() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::repeat);
        server.start();
        Path out = folder;
        Path config = folder;
        StringBuilder all = new StringBuilder();
        for (int attempt = 1;
                attempt <= 3 && all.isEmpty();
                attempt++) { // another process may be given the port meanwhile
            out = Files.createDirectory(folder.resolve("out" + attempt));
            int metricsPort = freePort();
            config = config(out, metricsPort);
            start(
                    out,
                    "monitor",
                    config.toString(),
                    "--reports",
                    out.resolve("reports").toString());
            all.append(scrape(metricsPort));
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        for (String command : new String[] {"validate"}) {
            CommandRun run = CommandRun.of(command, config.toString());
            all.append(run.out()).append(run.err());
        }
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(asked)
                .as("what every handler asked for; the log was %s", Files.readString(out.resolve("stderr")))
                .contains(
                        "/slack",
                        "/bot",
                        "/webhook",
                        "/pagerduty",
                        "/opsgenie/v2/alerts",
                        "/teams",
                        "/am/api/v2/alerts");
        assertThat(all)
                .contains("clean_alerts_sent_total{handler=\"slack\"", "fails, and will be tried again", "gives up")
                .doesNotContain(SECRET)
                .doesNotContain(encoded("scraper:" + SECRET + "metrics"), encoded("am:" + SECRET + "am"));
    }

    private static String encoded(String credentials) {
        return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private Path config(Path out, int metricsPort) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 300; i++) { // copies in plenty, from the second window on
            int value = i < 100 ? i : i % 10;
            rows.append("{\"features\":{\"a\":%d,\"b\":\"text %d of its own\"}}\n".formatted(value, 7 * value));
        }
        Path data = Files.writeString(folder.resolve("data.jsonl"), rows);
        Path key = Files.writeString(folder.resolve("signing-key"), SECRET + "signing");
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        return Files.writeString(folder.resolve("pipeline.yaml"), """
                pipeline: {name: test, state-dir: "%s", shutdown-timeout: 8s}
                source: {type: file, path: "%s"}
                window: {type: count, size: 100}
                detectors: [missing, duplicates]
                quality: {threshold: 1, critical: 1, evidence: immediate}
                alerts:
                  - {type: slack, webhook-url: "%s/slack?key=known-secret-hook"}
                  - {type: slack, name: bot, url: "%s/bot", token: "${CLEAN_TEST_TOKEN}", channel: c}
                  - type: webhook
                    url: "%s/webhook?key=known-secret-hook"
                    headers: {Authorization: Bearer known-secret-bearer}
                    signing-key: ${file:%s}
                  - {type: pagerduty, url: "%s/pagerduty", routing-key: known-secret-routing}
                  - {type: opsgenie, url: "%s/opsgenie", api-key: known-secret-genie}
                  - {type: teams, webhook-url: "%s/teams?sig=known-secret-teams"}
                  - {type: alertmanager, url: "%s/am", username: am, password: known-secret-am}
                  - {type: email, host: 127.0.0.1, port: 1, username: u, password: known-secret-mail, from: a@b.org, to: [c@d.org]}
                  - {type: file, path: "%s/alerts.jsonl"}
                  - {type: console}
                  - {type: log}
                metrics:
                  - {type: prometheus, port: %d, username: scraper, password: known-secret-metrics}
                """.formatted(
                        out.resolve("state"), data, base, base, base, key, base, base, base, base, out, metricsPort));
    }

    /** Answers with all that it was sent: well, ill for now, or ill for ever. */
    private void repeat(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String echo = exchange.getRequestURI() + " " + Map.copyOf(exchange.getRequestHeaders()) + " " + body;
            exchange.getResponseHeaders().set("X-Echo", exchange.getRequestURI().toString());
            int status = switch (path) {
                case "/webhook", "/pagerduty" -> 503;
                case "/teams", "/opsgenie/v2/alerts" -> 401;
                default -> 200;
            };
            byte[] bytes = echo.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void start(Path out, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-cp",
                System.getProperty("java.class.path"),
                "io.cleandata.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out.resolve("stdout").toFile())
                .redirectError(out.resolve("stderr").toFile());
        builder.environment().put("CLEAN_TEST_TOKEN", SECRET + "token");
        process = builder.start();
    }

    /** The metrics once every handler has tried, or the last there were before the end. */
    private String scrape(int port) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .header("Authorization", "Basic " + encoded("scraper:" + SECRET + "metrics"))
                .build();
        String last = "";
        while (process.isAlive() && !last.contains("handler=\"email\",outcome=\"retried\",pipeline=\"test\"} 1")) {
            try {
                last = client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body();
            } catch (IOException e) {
                // not yet, or no more
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return last;
    }
}
