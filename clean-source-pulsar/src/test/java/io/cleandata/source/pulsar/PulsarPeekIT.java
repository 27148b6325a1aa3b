package io.cleandata.source.pulsar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.spi.CleanException;
import io.cleandata.testkit.brokers.EmbeddedPulsar;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.PulsarClient;
import org.junit.jupiter.api.Test;

/** What a look at a topic says of its subscription, and what it leaves behind: nothing. */
class PulsarPeekIT {

    private final EmbeddedPulsar pulsar = EmbeddedPulsar.shared();
    private final String topic = "persistent://public/default/p" + UUID.randomUUID();
    private final List<String> findings = new ArrayList<>();

    @Test
    void refusesATopicThatIsNotThereAndDoesNotMakeIt() throws Exception {
        assertThatThrownBy(this::peek)
                .isInstanceOfSatisfying(
                        CleanException.class, e -> assertThat(e.kind()).isEqualTo(CleanException.Kind.SETTINGS))
                .hasMessageContaining(topic + " does not exist")
                .hasMessageContaining("source.topic");

        assertThat(admin("")).doesNotContain(topic);
    }

    @Test
    void tellsWhetherTheSubscriptionIsThereAndMakesNone() throws Exception {
        try (PulsarClient client =
                PulsarClient.builder().serviceUrl(pulsar.serviceUrl()).build()) {
            client.newProducer().topic(topic).create().send(new byte[] {'1'});

            assertThat(peek()).hasSize(1);
            assertThat(findings).anyMatch(finding -> finding.startsWith("subscription s does not exist yet"));
            assertThat(subscriptions()).doesNotContain("\"s\"");

            findings.clear();
            try (Consumer<byte[]> pipeline =
                    client.newConsumer().topic(topic).subscriptionName("s").subscribe()) {
                assertThat(peek()).hasSize(1);
                assertThat(pipeline.isConnected()).isTrue();
            }
            assertThat(findings).contains("subscription s exists on " + topic);

            findings.clear();
            assertThat(peek()).hasSize(1);
            assertThat(findings).contains("subscription s exists on " + topic);
        }
    }

    private List<?> peek() {
        return PulsarSource.builder()
                .serviceUrl(pulsar.serviceUrl())
                .topic(topic)
                .subscription("s")
                .build()
                .peek(5, findings::add);
    }

    private String subscriptions() throws Exception {
        return admin(topic.substring(topic.lastIndexOf('/')) + "/subscriptions");
    }

    private String admin(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(pulsar.webUrl() + "/admin/v2/persistent/public/default" + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
