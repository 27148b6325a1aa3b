package io.cleandata.alerts;

import io.cleandata.spi.CleanException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One address that requests go to, once per call. Never says the address's path, a header or what was answered, any of which may hold secrets; its host it does say.
 *
 * <p><b>Threading.</b> Any thread may call. <b>Failure.</b> {@link CleanException}, retryable where trying again may help.
 */
final class Endpoint {

    static final String JSON = "application/json";

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final String name;
    private final URI address;
    private final Map<String, String> headers;
    private final Duration timeout;
    private final HttpClient client;

    /** An address with headers that go with every request; checks both. */
    Endpoint(String name, String address, Map<String, String> headers) {
        this(name, address, headers, TIMEOUT);
    }

    /** @param timeout longest time from a request's begin to its answer's end */
    Endpoint(String name, String address, Map<String, String> headers, Duration timeout) {
        this(
                name,
                checked(name, address),
                new LinkedHashMap<>(headers),
                timeout,
                HttpClient.newBuilder()
                        .connectTimeout(timeout)
                        .followRedirects(HttpClient.Redirect.NEVER) // a redirect could carry the alert to another host
                        .build());
    }

    private Endpoint(String name, URI address, Map<String, String> headers, Duration timeout, HttpClient client) {
        this.name = name;
        this.address = address;
        this.headers = headers;
        this.timeout = timeout;
        this.client = client;
        this.headers.putIfAbsent("Content-Type", JSON);
        headers.forEach((header, value) -> {
            try {
                HttpRequest.newBuilder(address).setHeader(header, value);
            } catch (IllegalArgumentException e) { // without the cause, which quotes the value
                throw new CleanException(
                        CleanException.Kind.SETTINGS,
                        "alert handler " + name + ": the header " + LineText.of(header, 100)
                                + " cannot be set, or its value is not what a header may be");
            }
        });
    }

    private static URI checked(String name, String address) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) { // without the cause, which quotes the address
            throw new CleanException(
                    CleanException.Kind.SETTINGS, "the address of alert handler " + name + " is no URL");
        }
        String scheme = uri.getScheme();
        if (uri.getRawUserInfo() != null) { // which the client would leave out
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "the address of alert handler " + name
                            + " holds a user name; give credentials by the handler's own options");
        }
        if (scheme == null || !(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS, "the address of alert handler " + name + " is no http or https URL");
        }
        return uri;
    }

    /** The same with a path, already escaped, added to its own. */
    Endpoint below(String path) {
        String base = address.toString();
        return new Endpoint(
                name,
                URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path),
                headers,
                timeout,
                client);
    }

    /** Posts; returns the body of a 2xx answer. */
    String post(byte[] body) throws InterruptedException {
        return send("POST", body, Map.of());
    }

    /** Sends; returns the body of a 2xx answer, its first part where it is long. */
    String send(String method, byte[] body, Map<String, String> further) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        further.forEach(request::setHeader);
        HttpResponse<String> answer = answer(request.build());
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return answer.body();
        }
        String what = place() + " answered " + status;
        if (status == 429 || status == 408 || status / 100 == 5) {
            throw CleanException.retryAfter(what, RetryAfter.of(answer.headers(), InstantSource.system()));
        }
        throw new CleanException(CleanException.Kind.EXTERNAL, what + hint(status));
    }

    /** The client's own time-out ends with the headers of an answer, whose body may then never come. */
    private HttpResponse<String> answer(HttpRequest request) throws InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, info -> new LimitedBody());
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw CleanException.retryable(place() + " did not answer within " + timeout.toSeconds() + " s", null);
        } catch (ExecutionException e) { // without the cause, which may quote the address
            Throwable cause = e.getCause();
            throw CleanException.retryable(
                    place() + " cannot be reached: "
                            + (cause == null ? e : cause).getClass().getSimpleName(),
                    null);
        } finally {
            answer.cancel(true);
        }
    }

    /** "slack at hooks.slack.com". */
    String place() {
        return name + " at " + address.getHost();
    }

    private static String hint(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> ": redirects are not followed; give the final address";
            case 401, 403 -> ": check its token, key or address";
            case 404, 410 -> ": there is no such address any more";
            case 413 -> ": the message is too large";
            default -> "";
        };
    }
}
