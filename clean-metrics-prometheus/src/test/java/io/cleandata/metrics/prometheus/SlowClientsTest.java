package io.cleandata.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SlowClientsTest {

    /** Else a few of them make a supervisor believe that a healthy process is dead. */
    @Test
    @Timeout(60)
    void halfRequestsKeepNobodyElseFromBeingAnswered() throws Exception {
        PrometheusSettings settings = new PrometheusSettings(0, "127.0.0.1", null, null, null, null);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MetricsServer server = new MetricsServer(settings, registry, Duration.ofSeconds(2));
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                Socket socket = // one more than there are threads
                        new Socket(InetAddress.getLoopbackAddress(), server.port());
                slow.add(socket);
                socket.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));
            }

            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(slow.get(0).getInputStream().readAllBytes())
                    .as("what the slow ones are told, before their connection is closed")
                    .isEmpty();
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
            server.close();
        }
    }
}
