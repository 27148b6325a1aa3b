package io.cleandata.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {

    private static final int HUNDRED = 100 + HoldLimits.OVERHEAD;

    @Test
    void takesBatchesUntilTheirBytesReachTheLimit() throws InterruptedException {
        Inbox inbox = new Inbox(2 * HUNDRED);
        assertThat(inbox.offer(batch(), 0)).isTrue();
        assertThat(inbox.offer(batch(), 0)).isTrue();
        assertThat(inbox.offer(batch(), 0)).isFalse();
        assertThat(inbox.take(0)).isInstanceOf(List.class);
        assertThat(inbox.offer(batch(), 0)).isTrue();
    }

    @Test
    void oneBatchPassesHoweverLargeItIs() throws InterruptedException {
        Inbox inbox = new Inbox(1);
        assertThat(inbox.offer(batch(), 0)).isTrue();
        assertThat(inbox.offer(batch(), 0)).isFalse();
    }

    @Test
    void commandsAlwaysHaveRoomAndKeepTheirPlace() throws InterruptedException {
        Inbox inbox = new Inbox(1);
        inbox.offer(batch(), 0);
        inbox.command(() -> {});
        assertThat(inbox.take(0)).isInstanceOf(List.class);
        assertThat(inbox.take(0)).isInstanceOf(Runnable.class);
        assertThat(inbox.take(0)).isNull();
    }

    private static List<Message> batch() {
        return List.of(
                Message.builder("p").position(0, 0, 0).value(new byte[100]).build());
    }
}
