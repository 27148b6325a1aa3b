package io.cleandata.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaPeekTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    KafkaPeekTest() {
        consumer.assign(List.of(PARTITION));
        consumer.seek(PARTITION, 0);
    }

    @Test
    void waitsForBrokersThatAreSlowToSendTheFirstRecord() {
        for (int i = 0; i < 25; i++) {
            consumer.schedulePollTask(() -> {});
        }
        consumer.schedulePollTask(() -> add(0, "a"));
        assertThat(read(1, Duration.ofMinutes(1))).extracting(Message::text).containsExactly("a");
    }

    @Test
    void brokersThatSendNothingAreGivenUp() {
        assertThat(read(1, Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void whatIsMissingBehindARecordIsNotWaitedForLong() {
        add(0, "a");
        assertThat(read(3, Duration.ofDays(1))).extracting(Message::text).containsExactly("a");
    }

    @Test
    void gapsAreNoReasonToWait() {
        add(0, "a");
        add(7, "b");
        assertThat(read(8, Duration.ofDays(1))).extracting(Message::text).containsExactly("a", "b");
    }

    private void add(long offset, String value) {
        consumer.addRecord(new ConsumerRecord<>("t", 0, offset, null, value.getBytes(StandardCharsets.UTF_8)));
    }

    private List<Message> read(long end, Duration limit) {
        return KafkaPeek.read(consumer, Map.of(PARTITION, end), limit);
    }
}
