package io.cleandata.metrics.prometheus;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.cleandata.metrics.MetricsExporter.Health;
import io.cleandata.spi.CleanException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/** One port: the registry as text, and the health of all pipelines that use it. Threads of its own answer. */
final class MetricsServer {

    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);
    private static final int WAITING = 16;
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final Map<String, Health> pipelines = new TreeMap<>();
    private final HttpServer server;
    private final RequestThreads threads;

    MetricsServer(PrometheusSettings settings, PrometheusMeterRegistry registry) {
        this(settings, registry, LONGEST_REQUEST);
    }

    /** @param longest time from the first byte of a request to the last one of its answer */
    MetricsServer(PrometheusSettings settings, PrometheusMeterRegistry registry, Duration longest) {
        this.registry = registry;
        try {
            server = server(settings);
        } catch (IOException | IllegalArgumentException e) {
            throw new CleanException(
                    CleanException.Kind.EXTERNAL,
                    "cannot serve metrics on " + settings.host() + ":" + settings.port() + " (metrics.port): "
                            + e.getMessage(),
                    e);
        }
        threads = new RequestThreads(longest);
        server.setExecutor(threads);
        route("/metrics", this::metrics, settings);
        route("/health", exchange -> health(exchange, false), settings);
        route("/ready", exchange -> health(exchange, true), settings);
        server.start();
    }

    private static HttpServer server(PrometheusSettings settings) throws IOException {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        String keyStore = settings.keyStore();
        String password = settings.keyStorePassword();
        if (keyStore == null || password == null) {
            return HttpServer.create(address, WAITING);
        }
        SSLContext tls = KeyStoreFile.context(Path.of(keyStore), password);
        HttpsServer server = HttpsServer.create(address, WAITING);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    private void route(String path, HttpHandler handler, PrometheusSettings settings) {
        HttpContext context = server.createContext(path, exchange -> {
            try (exchange) {
                boolean exact = exchange.getRequestURI().getPath().equals(path);
                boolean reading = exchange.getRequestMethod().equals("GET")
                        || exchange.getRequestMethod().equals("HEAD");
                if (!exact) {
                    answer(exchange, 404, PLAIN, "not found\n");
                } else if (!reading) {
                    answer(exchange, 405, PLAIN, "only GET is answered\n");
                } else {
                    handler.handle(exchange);
                }
            }
        });
        String username = settings.username();
        String password = settings.password();
        if (username != null && password != null) {
            context.setAuthenticator(new BasicAuthenticator("clean") {
                @Override
                public boolean checkCredentials(String name, String secret) {
                    return same(name, username) & same(secret, password);
                }
            });
        }
    }

    private static boolean same(String a, String b) {
        return java.security.MessageDigest.isEqual(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    int port() {
        return server.getAddress().getPort();
    }

    void add(String pipeline, Health health) {
        synchronized (pipelines) {
            pipelines.put(pipeline, health);
        }
    }

    private void metrics(HttpExchange exchange) throws IOException {
        String accept = exchange.getRequestHeaders().getFirst("Accept");
        String type = accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
        answer(exchange, 200, type, registry.scrape(type));
    }

    private void health(HttpExchange exchange, boolean ready) throws IOException {
        StringBuilder text = new StringBuilder();
        boolean well = true;
        synchronized (pipelines) {
            pipelines.values().removeIf(Health::over);
            for (Map.Entry<String, Health> pipeline : pipelines.entrySet()) {
                Health health = pipeline.getValue();
                boolean good = ready ? health.ready() : health.live();
                well &= good;
                text.append(pipeline.getKey())
                        .append(good ? ": ok" : ": " + health.reason())
                        .append('\n');
            }
        }
        answer(exchange, well ? 200 : 503, PLAIN, text.isEmpty() ? "ok\n" : text.toString());
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    void close() {
        server.stop(0);
        threads.close();
    }
}
