package io.cleandata.source.pulsar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.engine.RealtimePipeline;
import io.cleandata.spi.CleanException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PulsarSourceSettingsTest {

    @Test
    void refusesWindowsThatASharedSubscriptionCannotFill() {
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(PulsarSource.builder()
                        .serviceUrl("pulsar://127.0.0.1:1")
                        .topic("t")
                        .subscription("s")
                        .subscriptionType(SubscriptionKind.SHARED)
                        .build())
                .setting("window", Map.of("type", "count", "size", 60_000))
                .setting("detectors", List.of())
                .build();
        assertThatThrownBy(pipeline::start)
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("windows may hold 60000 messages")
                .hasMessageContaining("50000")
                .hasMessageContaining("source.max-unacked");
    }

    @Test
    void readsAsPeopleKnowItFromPython() {
        PulsarSourceSettings settings = PulsarSource.builder()
                .serviceUrl("pulsar://localhost:6650")
                .topic("persistent://public/default/ml-data")
                .subscription("quality-check")
                .build()
                .settings();
        assertThat(settings.allTopics()).containsExactly("persistent://public/default/ml-data");
        assertThat(settings.subscriptionType()).isEqualTo(SubscriptionKind.EXCLUSIVE);
        assertThat(settings.initial()).isEqualTo(InitialPosition.LATEST);
    }

    @Test
    void theBuilderHasAMethodForEveryOption() {
        List<String> methods = Arrays.stream(PulsarSourceBuilder.class.getMethods())
                .map(java.lang.reflect.Method::getName)
                .toList();
        assertThat(PulsarSourceSettings.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .allMatch(methods::contains);
    }

    @Test
    void refusesWhatContradictsItself() {
        assertThatThrownBy(() -> PulsarSource.builder()
                        .serviceUrl("pulsar://h:1")
                        .topics(List.of("a"))
                        .topicPattern("b.*")
                        .subscription("s")
                        .batchSize(10)
                        .receiverQueueSize(5)
                        .client(Map.of("consumer.ackTimeoutMillis", "1"))
                        .build())
                .hasMessageContaining("exactly one of topic, topics and topic-pattern")
                .hasMessageContaining("larger than receiver-queue-size")
                .hasMessageContaining("client.consumer.ackTimeoutMillis");
    }
}
