package io.cleandata.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.testkit.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EmptyHandedTest {

    private final ManualTicker ticker = new ManualTicker();
    private boolean done;
    private int asked;
    private final EmptyHanded member = new EmptyHanded(ticker, () -> {
        asked++;
        return done;
    });

    @Test
    void endsWhenTheGroupIsDoneAndAsksOnceASecond() {
        assertThat(member.over()).isFalse();
        done = true;
        assertThat(passes(9)).isFalse();
        assertThat(asked).isEqualTo(1);
        assertThat(passes(1)).isTrue();
    }

    @Test
    void endsWhenItWasGivenNothingForAMinute() {
        assertThat(member.over()).isFalse();
        assertThat(passes(599)).isFalse();
        assertThat(passes(1)).isTrue();
    }

    @Test
    void whatItWasGivenMeanwhileBeginsTheMinuteAnew() {
        assertThat(passes(599)).isFalse();
        member.notNow();
        assertThat(passes(599)).isFalse();
    }

    @Test
    void aProcessThatStandsStillDoesNotWait() {
        assertThat(member.over()).isFalse();
        ticker.advance(Duration.ofHours(1));
        assertThat(member.over()).isFalse();
    }

    private boolean passes(int polls) {
        boolean over = false;
        for (int i = 0; i < polls; i++) {
            ticker.advance(Duration.ofMillis(100));
            over = member.over();
        }
        return over;
    }
}
