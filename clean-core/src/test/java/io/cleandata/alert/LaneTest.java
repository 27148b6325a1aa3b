package io.cleandata.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.settings.AlertRouting;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final long SECOND = 1_000_000_000L;

    private long now;
    private final List<String> arrived = new ArrayList<>();

    @Test
    void waitsAsLongAsTheOtherSystemAsks() {
        Lane lane = lane(alert -> {
            throw CleanException.retryAfter("too many", Duration.ofSeconds(90));
        });
        lane.offer(List.of(alert(1)), 0);
        assertThat(lane.step(() -> 0)).isEqualTo(90 * SECOND);
    }

    /** Else who answers after half a minute that he wants a minute is asked again after half a one. */
    @Test
    void waitsFromTheAnswerOn() {
        Lane lane = lane(alert -> {
            now += 25 * SECOND;
            throw CleanException.retryAfter("too many", Duration.ofSeconds(60));
        });
        lane.offer(List.of(alert(1)), 0);
        assertThat(lane.step(() -> now)).isEqualTo(60 * SECOND);
        assertThat(lane.step(() -> now)).isEqualTo(60 * SECOND);
    }

    @Test
    void givesUpWhatCannotSucceed() {
        Lane lane = lane(alert -> {
            throw new CleanException(CleanException.Kind.SETTINGS, "wrong token");
        });
        lane.offer(List.of(alert(1)), 0);
        lane.step(() -> 0);
        assertThat(lane.counts()).isEqualTo(new DeliveryCounts(0, 0, 1, 0, 0, true));
    }

    @Test
    void keepsToItsRateAndItsQueue() {
        Lane lane = lane(alert -> arrived.add(alert.idempotencyKey()));
        for (int i = 0; i < 1005; i++) {
            lane.offer(List.of(alert(i)), 0);
        }
        assertThat(lane.counts().dropped()).isEqualTo(5);
        long wait = 0;
        while (wait == 0) {
            wait = lane.step(() -> 0);
        }
        assertThat(arrived).hasSize(60);
        assertThat(wait).isEqualTo(SECOND);
    }

    /** Else "Slack for warnings" would have warnings that never end. */
    @Test
    void whoWasToldOfAWarningIsToldOfItsEndThoughItBecameCritical() {
        Lane warnings = lane(AlertRouting.between(Severity.WARNING, Severity.WARNING), alert -> {});
        Alert first = alert(1);
        Alert second = alert(2).toBuilder().severity(Severity.CRITICAL).build();
        Alert worse = first.toBuilder()
                .state(AlertState.ESCALATED)
                .severity(Severity.CRITICAL)
                .build();

        assertThat(warnings.takes(first)).isTrue();
        assertThat(warnings.takes(worse)).isFalse();
        assertThat(warnings.takes(over(worse))).isTrue();
        assertThat(warnings.takes(second)).isFalse();
        assertThat(warnings.takes(over(second))).isFalse();
    }

    @Test
    void whoWantsNoRecoveriesGetsNone() {
        Lane lane = lane(OptionsBinder.bind(AlertRouting.class, Map.of("recoveries", false)), alert -> {});
        assertThat(lane.takes(alert(1))).isTrue();
        assertThat(lane.takes(over(alert(1)))).isFalse();
    }

    private static Alert over(Alert alert) {
        return alert.toBuilder().state(AlertState.RECOVERED).build();
    }

    private static Lane lane(AlertHandler handler) {
        return lane(AlertRouting.all(), handler);
    }

    private static Lane lane(AlertRouting routing, AlertHandler handler) {
        return new Lane(
                new AlertRoute("h", routing, true, handler),
                Outbox.inMemory(),
                (to, alert, limit) -> to.handle(alert),
                failures -> SECOND << Math.min(failures - 1, 8));
    }

    private static Alert alert(long window) {
        return Alert.builder()
                .pipeline("p")
                .incident("p/quality_score/" + window)
                .state(AlertState.OPENED)
                .severity(Severity.WARNING)
                .metric("quality_score")
                .message("m")
                .window(window)
                .build();
    }
}
