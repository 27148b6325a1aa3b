package io.cleandata.alerts;

import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** One address that JSON is posted to, once per call. Never says the address or a header, which may hold secrets. */
final class Endpoint {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final long MAX_SECONDS = 3600;

    private final String name;
    private final URI address;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER) // a redirect could carry the alert to another host
            .build();

    Endpoint(String name, String address) {
        this.name = name;
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS, "the address of alert handler " + name + " is no URL");
        }
        String scheme = uri.getScheme();
        if (scheme == null || !(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS, "the address of alert handler " + name + " is no http or https URL");
        }
        this.address = uri;
    }

    /** Posts; returns the body of a 2xx answer. */
    String post(byte[] body, Map<String, String> headers) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        HttpResponse<String> answer;
        try {
            answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw CleanException.retryable(
                    name + " at " + address.getHost() + " cannot be reached: "
                            + e.getClass().getSimpleName(),
                    null);
        }
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return answer.body();
        }
        String what = name + " at " + address.getHost() + " answered " + status;
        if (status == 429 || status == 408 || status / 100 == 5) {
            long seconds = answer.headers()
                    .firstValue("Retry-After")
                    .filter(text -> text.matches("\\d{1,9}"))
                    .map(Long::parseLong)
                    .orElse(0L);
            throw CleanException.retryAfter(what, Duration.ofSeconds(Math.min(MAX_SECONDS, seconds)));
        }
        throw new CleanException(CleanException.Kind.EXTERNAL, what);
    }
}
