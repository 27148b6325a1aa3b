package io.cleandata.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that keeps what it is sent and answers as it is told. Any thread may call. */
public final class HttpReceiver implements AutoCloseable {

    /**
     * What came in.
     *
     * @param method such as POST
     * @param path with its query
     * @param headers by name in lower case, the first value of each
     * @param body as UTF-8
     */
    public record Request(String method, String path, Map<String, String> headers, String body) {}

    private record Answer(int status, Map<String, String> headers, String body) {}

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "test-receiver");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer server;
    private final String scheme;
    private volatile Answer answer = new Answer(200, Map.of(), "ok");

    private HttpReceiver(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    /** Starts one that answers 200 to everything. */
    public static HttpReceiver start() {
        try {
            return new HttpReceiver(HttpServer.create(loopback(), 16), "http");
        } catch (IOException e) {
            throw new IllegalStateException("no HTTP server can be started on loopback", e);
        }
    }

    /** Starts one that speaks TLS. */
    public static HttpReceiver startTls(SelfSignedCertificate certificate) {
        try {
            HttpsServer server = HttpsServer.create(loopback(), 16);
            server.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
            return new HttpReceiver(server, "https");
        } catch (IOException e) {
            throw new IllegalStateException("no HTTPS server can be started on loopback", e);
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
            Answer now = answer;
            now.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] text = now.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(now.status(), text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
        }
    }

    /** From now on answers like this. */
    public void answer(int status, Map<String, String> headers, String body) {
        answer = new Answer(status, Map.copyOf(headers), body);
    }

    /** Where it listens, with a path. */
    public URI uri(String path) {
        String host = scheme.equals("https") ? "localhost" : "127.0.0.1";
        return URI.create(scheme + "://" + host + ":" + server.getAddress().getPort() + path);
    }

    /** What came in so far, in order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** What came in last. */
    public Request last() {
        return requests.get(requests.size() - 1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
