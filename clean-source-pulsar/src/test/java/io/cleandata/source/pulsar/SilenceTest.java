package io.cleandata.source.pulsar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Silence silence = new Silence();

    @Test
    void tenSecondsOfWaitingAreEnough() {
        lasts(99, POLL);
        assertThat(silence.over()).isFalse();
        lasts(1, POLL);
        assertThat(silence.over()).isTrue();
    }

    @Test
    void whatComesBreaksIt() {
        lasts(99, POLL);
        silence.broken();
        lasts(99, POLL);
        assertThat(silence.over()).isFalse();
    }

    @Test
    void aProcessThatStandsStillWhileItWaitsHasNotWaitedForThatLong() {
        silence.lasted(Duration.ofHours(1).toNanos(), POLL);
        silence.lasted(Duration.ofHours(1).toNanos(), Duration.ofMinutes(1));
        assertThat(silence.over()).isFalse();
    }

    private void lasts(int polls, Duration each) {
        for (int i = 0; i < polls; i++) {
            silence.lasted(each.toNanos(), POLL);
        }
    }
}
