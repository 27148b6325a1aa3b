package io.cleandata.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSourceSettingsTest {

    @Test
    void readsAsPeopleKnowItFromPython() {
        KafkaSourceSettings settings = KafkaSource.builder()
                .bootstrapServers("localhost:9092")
                .topic("training-data")
                .groupId("clean-monitor")
                .autoOffsetReset("latest")
                .build()
                .settings();
        assertThat(settings.topic()).isEqualTo("training-data");
        assertThat(settings.reset()).isEqualTo(OffsetReset.LATEST);
        assertThat(settings.maxPollRecords()).isEqualTo(2000);
    }

    @Test
    void theBuilderHasAMethodForEveryOption() {
        List<String> methods = Arrays.stream(KafkaSourceBuilder.class.getMethods())
                .map(java.lang.reflect.Method::getName)
                .toList();
        assertThat(KafkaSourceSettings.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .allMatch(methods::contains);
    }

    @Test
    void refusesWhatContradictsItself() {
        assertThatThrownBy(() -> KafkaSource.builder()
                        .bootstrapServers("b:1")
                        .topic("a")
                        .topics(List.of("b"))
                        .client(Map.of("enable.auto.commit", "true"))
                        .build())
                .hasMessageContaining("exactly one of topic, topics, topic-pattern and partitions")
                .hasMessageContaining("group-id is required")
                .hasMessageContaining("Clean commits itself");
    }

    @Test
    void aBoundedReadBeginsAtTheBeginningUnlessToldOtherwise() {
        KafkaSourceBuilder bounded = KafkaSource.builder()
                .bootstrapServers("b:1")
                .topic("t")
                .groupId("g")
                .bounded(true);
        assertThat(bounded.build().settings().reset()).isEqualTo(OffsetReset.EARLIEST);
        assertThat(bounded.autoOffsetReset("latest").build().settings().reset()).isEqualTo(OffsetReset.LATEST);
    }
}
