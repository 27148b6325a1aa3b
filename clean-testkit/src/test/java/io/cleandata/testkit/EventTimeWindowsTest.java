package io.cleandata.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Window;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.Windowing;
import io.cleandata.window.EventTimeWindowingProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Windows of a minute of event time, of partitions that are at different times, speak seldom or go away. */
class EventTimeWindowsTest {

    private final Windowing windowing = windowing();
    private final TestPanes panes = new TestPanes(windowing);

    private static Windowing windowing() {
        EventTimeWindowingProvider provider = new EventTimeWindowingProvider();
        return provider.create(
                OptionsBinder.bind(
                        provider.settingsType(),
                        Map.of(
                                "duration", "60s",
                                "idle-timeout", "30s",
                                "allowed-lateness", "5s",
                                "max-future", "10m")),
                new TestContext());
    }

    private long at(String partition, String time) {
        return panes.arrive(
                partition, Instant.parse("2026-01-01T00:" + time + "Z").toEpochMilli());
    }

    private List<List<Long>> windows() {
        return panes.windows().stream().map(TestPanes.Emitted::samples).toList();
    }

    @Test
    void thePartitionThatIsFarthestBackHoldsWindowsOpen() {
        at("a", "00:10");
        at("b", "00:20");
        at("a", "03:00");
        assertThat(windows()).isEmpty();
        at("b", "01:04");
        assertThat(windows()).isEmpty();
        at("b", "01:05");
        assertThat(windows()).containsExactly(List.of(0L, 1L));
        at("b", "00:59");
        assertThat(panes.lateSamples()).containsExactly(5L);
    }

    @Test
    void aPartitionThatIsSilentLeavesAndHoldsThemAgainOnceItSpeaks() {
        at("b", "00:20");
        for (int second = 10; second < 50; second++) {
            at("a", "00:" + second);
            panes.advance(Duration.ofSeconds(1));
        }
        at("a", "01:05");
        assertThat(windows()).hasSize(1);
        at("b", "01:10");
        at("a", "02:30");
        assertThat(windows()).hasSize(1);
        at("b", "02:06");
        assertThat(windows()).hasSize(2);
        assertThat(panes.lateSamples()).isEmpty();
    }

    @Test
    void whenAllAreSilentWhatWasSeenIsAllThereIs() {
        at("b", "00:20");
        at("a", "01:10");
        panes.advance(Duration.ofSeconds(29));
        assertThat(windows()).isEmpty();
        panes.advance(Duration.ofSeconds(1));
        assertThat(windows()).containsExactly(List.of(0L));
    }

    /** As under back-pressure, when what a partition has sent waits to be taken, or after a machine has slept. */
    @Test
    void timeInWhichNobodyListensIsNoSilence() {
        at("b", "00:20");
        at("a", "03:00");
        panes.sleep(Duration.ofMinutes(2));
        at("b", "00:30");
        at("b", "00:40");
        assertThat(panes.lateSamples()).isEmpty();
        panes.advance(Duration.ofSeconds(30));
        assertThat(windows()).containsExactly(List.of(0L, 2L, 3L));
    }

    @Test
    void whoIsLostHoldsNothing() {
        at("a", "00:10");
        at("b", "00:20");
        panes.lose("b");
        at("a", "01:05");
        panes.advance(Duration.ofSeconds(8));
        assertThat(windows()).containsExactly(List.of(0L));
    }

    @Test
    void whatIsFarAheadOfTheClockMovesNothing() {
        at("a", "00:10");
        at("a", "30:00");
        assertThat(windows()).isEmpty();
        at("a", "01:05");
        assertThat(windows()).containsExactly(List.of(0L));
        panes.arrive("a", Window.NO_TIMESTAMP);
        panes.end();
        assertThat(windows()).hasSize(3);
        assertThat(panes.lateSamples()).containsExactly(3L);
    }
}
