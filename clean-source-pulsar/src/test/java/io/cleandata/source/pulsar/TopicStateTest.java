package io.cleandata.source.pulsar;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pulsar.client.api.MessageIdAdv;
import org.apache.pulsar.client.impl.BatchMessageIdImpl;
import org.apache.pulsar.client.impl.MessageIdImpl;
import org.junit.jupiter.api.Test;

class TopicStateTest {

    private final TopicState topic = new TopicState("t", true);

    private static MessageIdAdv alone(long ledger, long entry) {
        return new MessageIdImpl(ledger, entry, -1);
    }

    private static MessageIdAdv inBatch(long entry, int index, int size) {
        return new BatchMessageIdImpl(7, entry, -1, index, size, null);
    }

    @Test
    void lagIsExactForMessagesThatAreNotBatched() {
        assertThat(topic.behind(alone(7, 5))).as("nothing delivered yet").isNegative();
        topic.deliver(alone(7, 0));
        topic.deliver(alone(7, 1));
        assertThat(topic.behind(alone(7, 1))).isZero();
        assertThat(topic.behind(alone(7, 9))).isEqualTo(8);
        assertThat(topic.behind(alone(8, 4)))
                .as("beyond the ledger, what is sure")
                .isEqualTo(5);
        assertThat(topic.behind(alone(-1, -1))).as("an empty topic").isZero();
    }

    @Test
    void lagIsEstimatedByTheSizeOfBatches() {
        for (int i = 0; i < 10; i++) {
            topic.deliver(inBatch(0, i, 10));
        }
        topic.deliver(inBatch(1, 0, 10));
        assertThat(topic.behind(inBatch(1, 9, 10))).isEqualTo(9);
        assertThat(topic.behind(inBatch(2, 3, 4))).isEqualTo(9 + 4);
        assertThat(topic.behind(inBatch(4, 3, 4)))
                .as("11 messages in 2 entries so far")
                .isEqualTo(9 + 11 + 4);
    }
}
