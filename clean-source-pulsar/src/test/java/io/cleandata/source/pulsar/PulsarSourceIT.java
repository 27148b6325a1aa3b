package io.cleandata.source.pulsar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.Message;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Source;
import io.cleandata.testkit.Patience;
import io.cleandata.testkit.RecordingSourceContext;
import io.cleandata.testkit.SourceContract;
import io.cleandata.testkit.SourceHarness;
import io.cleandata.testkit.SystemContext;
import io.cleandata.testkit.brokers.EmbeddedPulsar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pulsar.client.api.PulsarClientException;
import org.junit.jupiter.api.Test;

/** The contract with an exclusive subscription, and what is Pulsar's own. */
class PulsarSourceIT extends SourceContract {

    private final RecordingSourceContext context = new RecordingSourceContext(new SystemContext());
    private PulsarHarness pulsar;

    @Override
    protected SourceHarness harness() {
        pulsar = new PulsarHarness(SubscriptionKind.EXCLUSIVE, false);
        return pulsar;
    }

    @Test
    void countsMessagesWithoutAValueAndGoesOn() throws InterruptedException, PulsarClientException {
        pulsar.write(0, numbered(0, 2));
        pulsar.writeNothing(0);
        pulsar.write(0, numbered(2, 2));
        try (Source source = pulsar.source()) {
            source.open(context);
            assertThat(read(source, 4)).extracting(Message::text).containsExactly("0", "1", "2", "3");
            assertThat(context.counted("tombstones")).isEqualTo(1);
        }
    }

    @Test
    void aStandbyTakesOverWhereTheActiveConsumerStopped() throws InterruptedException {
        pulsar.write(0, numbered(0, 20));
        try (Source active = pulsar.builder()
                        .subscriptionType("failover")
                        .client(Map.of("consumer.priorityLevel", "0"))
                        .build();
                Source standby = pulsar.builder()
                        .subscriptionType("failover")
                        .client(Map.of("consumer.priorityLevel", "1"))
                        .build()) {
            active.open(context);
            List<Message> delivered = read(active, 20);
            standby.open(new RecordingSourceContext(new SystemContext()));
            assertThat(standby.poll(Duration.ofMillis(200)).messages()).isEmpty();
            active.acknowledge(delivered.subList(0, 15));
            active.flush();
            active.close();
            assertThat(read(standby, 5)).extracting(Message::text).containsExactly("15", "16", "17", "18", "19");
        }
    }

    @Test
    void survivesARestartOfTheBrokerWithoutLosingOrRepeating() throws InterruptedException {
        EmbeddedPulsar server = EmbeddedPulsar.shared();
        pulsar.write(0, numbered(0, 10));
        try (Source source = pulsar.source()) {
            source.open(context);
            List<Message> all = new ArrayList<>(read(source, 10));
            source.acknowledge(all.subList(0, 5));
            source.flush();
            server.kill();
            Patience patience = new Patience();
            while (context.health().isEmpty() && patience.lasts()) {
                assertThat(source.poll(Duration.ofMillis(100)).messages()).isEmpty();
            }
            assertThat(context.health()).contains(server.serviceUrl());
            server.restart();
            pulsar.write(0, numbered(10, 5));
            all.addAll(read(source, 5));
            assertThat(all).extracting(Message::text).doesNotHaveDuplicates().hasSize(15);
            assertThat(all.get(14).text()).isEqualTo("14");
            patience = new Patience();
            while (!context.health().isEmpty() && patience.lasts()) {
                source.poll(Duration.ofMillis(100));
            }
            assertThat(context.health()).isEmpty();
            assertThat(context.counted("reconnects")).isEqualTo(1);
            source.acknowledge(all);
            source.flush();
        }
        try (Source again = pulsar.source()) {
            again.open(context);
            assertThat(again.poll(Duration.ofMillis(300)).messages()).isEmpty();
        }
    }

    @Test
    void brokersThatDoNotAnswerAreNamedWithTheOption() {
        Source source = PulsarSource.builder()
                .serviceUrl("pulsar://127.0.0.1:1")
                .topic("t")
                .subscription("s")
                .connectTimeout(Duration.ofMillis(700))
                .build();
        assertThatThrownBy(() -> source.open(context))
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("pulsar://127.0.0.1:1")
                .hasMessageContaining("source.service-url")
                .hasMessageContaining("700 ms");
    }

    @Test
    void aSubscriptionInUseIsSaidClearly() {
        try (Source first = pulsar.source();
                Source second = pulsar.source()) {
            first.open(context);
            assertThatThrownBy(() -> second.open(context)).hasMessageContaining("has a consumer already");
        }
    }
}
