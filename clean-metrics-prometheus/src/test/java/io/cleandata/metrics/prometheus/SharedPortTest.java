package io.cleandata.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.engine.RealtimePipeline;
import io.cleandata.source.memory.MemorySource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedPortTest {

    private final PrometheusMetrics metrics =
            PrometheusMetrics.builder().port(0).build();

    private RealtimePipeline started(String name, MemorySource source) {
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(source)
                .setting("pipeline", Map.of("name", name))
                .setting("window", Map.of("size", 10))
                .setting("detectors", List.of())
                .build();
        pipeline.addMetricsHandler(metrics);
        pipeline.start();
        return pipeline;
    }

    private RealtimePipeline ended(String name, int messages) throws Exception {
        MemorySource source = new MemorySource();
        RealtimePipeline pipeline = started(name, source);
        for (int i = 0; i < messages; i++) {
            source.send("{\"features\": {\"x\": " + i + "}}");
        }
        source.end();
        pipeline.awaitClosed();
        return pipeline;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metrics.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** As when an application starts a pipeline anew after a failure, while another goes on. */
    @Test
    void aPipelineThatIsStartedAnewIsSeenInThePlaceOfTheFormerOne() throws Exception {
        try (RealtimePipeline other = started("other", new MemorySource())) {
            ended("again", 20).close();
            assertThat(get("/metrics").body())
                    .contains("clean_up{pipeline=\"other\"} 1.0")
                    .doesNotContain("pipeline=\"again\"");

            RealtimePipeline second = ended("again", 40);

            assertThat(get("/metrics").body()).contains("clean_messages_total{pipeline=\"again\"} 40.0");
            second.close();
        }
    }

    @Test
    void whoWasClosedKeepsTheOthersFromBeingReadyNoLonger() throws Exception {
        try (RealtimePipeline other = started("other", new MemorySource())) {
            RealtimePipeline first = ended("first", 20);
            assertThat(get("/ready").body()).isEqualTo("first: CLOSED\nother: ok\n");
            assertThat(get("/ready").statusCode()).isEqualTo(503);

            first.close();

            assertThat(get("/ready").body()).isEqualTo("other: ok\n");
            assertThat(get("/ready").statusCode()).isEqualTo(200);
        }
    }
}
