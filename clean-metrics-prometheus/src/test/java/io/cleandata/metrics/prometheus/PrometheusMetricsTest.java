package io.cleandata.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.metrics.MetricsExporter.Health;
import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusMetricsTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private PrometheusMetrics metrics = PrometheusMetrics.builder().port(0).build();

    private record State(boolean live, boolean ready, String reason) implements Health {}

    @AfterEach
    void close() {
        metrics.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metrics.port() + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesMetersAsTextAndAsOpenMetrics() throws Exception {
        metrics.registry().counter("clean.messages", "pipeline", "a").increment(3);
        metrics.start("a", new State(true, true, ""));

        assertThat(get("/metrics").body())
                .contains("# TYPE clean_messages_total counter", "clean_messages_total{pipeline=\"a\"} 3.0");
        HttpResponse<String> open = get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0");
        assertThat(open.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/openmetrics-text");
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void tellsHealthAndReadinessOfAllPipelinesThatShareThePort() throws Exception {
        metrics.start("a", new State(true, true, ""));
        metrics.start("b", new State(true, false, "the broker is not reachable"));

        assertThat(get("/health").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = get("/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).isEqualTo("a: ok\nb: the broker is not reachable\n");
        metrics.close();
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void answersOnlyWhatItServes() throws Exception {
        metrics.start("a", new State(true, true, ""));

        assertThat(get("/metrics/../secret").statusCode()).isEqualTo(404);
        HttpRequest post = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metrics.port() + "/metrics"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void asksForCredentialsWhenTheyAreSet() throws Exception {
        metrics = PrometheusMetrics.builder()
                .port(0)
                .basicAuthentication("scraper", "s3cret")
                .build();
        metrics.start("a", new State(true, true, ""));

        assertThat(get("/metrics").statusCode()).isEqualTo(401);
        String token =
                Base64.getEncoder().encodeToString("scraper:s3cret".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(get("/metrics", "Authorization", "Basic " + token).statusCode())
                .isEqualTo(200);
    }

    @Test
    void namesThePortThatIsTaken() {
        metrics.start("a", new State(true, true, ""));
        PrometheusMetrics second =
                PrometheusMetrics.builder().port(metrics.port()).build();

        assertThatThrownBy(() -> second.start("b", new State(true, true, "")))
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("127.0.0.1:" + metrics.port())
                .hasMessageContaining("metrics.port");
    }
}
