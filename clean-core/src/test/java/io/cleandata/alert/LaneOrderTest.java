package io.cleandata.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.settings.AlertRouting;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.CleanException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What goes past what when deliveries fail, and how often a handler is asked then. Back-off in these tests: 1, 2, 4 ... 256 s. */
class LaneOrderTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private long now;
    private boolean down;
    private final Set<String> poison = new HashSet<>();
    private final List<String> attempts = new ArrayList<>();
    private final List<Long> moments = new ArrayList<>();
    private final List<String> arrived = new ArrayList<>();

    @Test
    void anAlertThatAlwaysFailsHoldsNoOtherIncidentBack() {
        Lane lane = lane(Map.of());
        poison.add("a opened");
        offer(lane, "a opened", "b opened", "c opened", "b recovered");

        runUntil(lane, 2);

        assertThat(arrived).containsExactly("b opened", "c opened", "b recovered");
        assertThat(lane.counts().waiting()).isEqualTo(1);
    }

    @Test
    void itIsTriedAtItsOwnPaceWhateverElseArrives() {
        Lane lane = lane(Map.of());
        poison.add("a opened");
        offer(lane, "a opened");
        for (int second = 0; second < 600; second += 10) {
            offer(lane, second + " opened");
            runUntil(lane, second + 10);
        }

        assertThat(arrived).hasSize(60);
        assertThat(attempts.stream().filter("a opened"::equals)).hasSize(10); // 0, 1, 3, 7 ... 511 s
    }

    @Test
    void nothingGoesPastAnEarlierAlertOfItsIncident() {
        Lane lane = lane(Map.of());
        poison.add("a opened");
        offer(lane, "a opened", "a escalated", "b opened", "a recovered");
        runUntil(lane, 100);
        assertThat(arrived).containsExactly("b opened");

        poison.clear();
        runUntil(lane, 200);

        assertThat(arrived).containsExactly("b opened", "a opened", "a escalated", "a recovered");
    }

    @Test
    void nothingGoesPastAnEarlierGroupThatHoldsItsIncident() {
        Lane lane = lane(Map.of("grouped", true, "group-wait", "1s"));
        poison.add("a opened");
        for (String alert : List.of("a opened", "b opened", "b recovered", "c opened")) {
            offer(lane, alert);
            runUntil(lane, now / SECOND + 2);
        }
        assertThat(arrived).containsExactly("b opened", "b recovered", "c opened");
        arrived.clear();

        lane.offer(List.of(alert("d opened"), alert("a escalated")), now);
        for (String alert : List.of("d recovered", "e opened")) {
            runUntil(lane, now / SECOND + 2);
            offer(lane, alert);
        }
        runUntil(lane, now / SECOND + 2);
        assertThat(arrived).as("past the group of d and a").containsExactly("e opened");

        poison.clear();
        runUntil(lane, 100);
        assertThat(arrived).containsExactly("e opened", "a opened", "d opened Also: a escalated", "d recovered");
    }

    @Test
    void aHandlerThatIsDownIsAskedAtOneBackOffForAll() {
        Lane lane = lane(Map.of());
        down = true;
        for (int i = 0; i < 100; i++) {
            offer(lane, i + " opened");
        }

        runUntil(lane, 600);

        assertThat(moments).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L, 127L, 255L, 511L);
        assertThat(attempts).as("each has its turn").doesNotHaveDuplicates();
        assertThat(lane.counts()).isEqualTo(new DeliveryCounts(0, 10, 0, 0, 100, true));
    }

    @Test
    void whenItIsUpAgainAllArriveInTheirOrderButTheOneThatFoundItUp() {
        Lane lane = lane(Map.of("max-per-minute", 10_000));
        down = true;
        for (int i = 0; i < 20; i++) {
            offer(lane, i + " opened");
        }
        runUntil(lane, 200);
        down = false;

        runUntil(lane, 256);

        assertThat(arrived).hasSize(20).startsWith("8 opened", "0 opened", "1 opened", "2 opened");
        assertThat(arrived.subList(1, 20)).isSortedAccordingTo((a, b) -> Integer.compare(number(a), number(b)));

        down = true;
        moments.clear();
        offer(lane, "20 opened");
        runUntil(lane, 270);
        assertThat(moments).as("the back-off begins anew").containsExactly(256L, 257L, 259L, 263L);
    }

    /** Else a handler that is down for longer than that is asked once for each of them, without a pause. */
    @Test
    void whatIsOlderThanGiveUpAfterIsGivenUpWithTheNextThatFails() {
        Lane lane = lane(Map.of("give-up-after", "10m"));
        down = true;
        for (int i = 0; i < 50; i++) {
            offer(lane, i + " opened");
        }
        runUntil(lane, 500);
        offer(lane, "young opened");

        runUntil(lane, 800);

        assertThat(moments).endsWith(255L, 511L, 767L);
        assertThat(lane.counts().givenUp()).isEqualTo(50);
        down = false;
        runUntil(lane, 1100);
        assertThat(arrived).containsExactly("young opened");
    }

    @Test
    void whatWaitedBehindOneThatIsGivenUpIsTried() {
        Lane lane = lane(Map.of("give-up-after", "10m"));
        poison.add("a opened");
        offer(lane, "a opened", "a recovered", "b opened");

        runUntil(lane, 1100);

        assertThat(arrived).containsExactly("b opened", "a recovered");
        assertThat(lane.counts().givenUp()).isEqualTo(1);
    }

    /** Else what waits for five minutes' back-off at the end is not even tried, and lost without a state directory. */
    @Test
    void theEndTriesOnceMoreWhatWaitsForItsBackOff() {
        Lane lane = lane(Map.of());
        down = true;
        offer(lane, "a opened", "b opened");
        runUntil(lane, 300);
        down = false;

        lane.hurry(now);
        runUntil(lane, 300);

        assertThat(arrived).containsExactlyInAnyOrder("a opened", "b opened");
    }

    /** Else one refusal more at the end leaves what has failed often to its long back-off, beyond the time for the end. */
    @Test
    void backOffBeginsAnewAtTheEnd() {
        Lane lane = lane(Map.of());
        down = true;
        offer(lane, "a opened");
        runUntil(lane, 300);

        lane.hurry(now);
        runUntil(lane, 302);
        down = false;
        runUntil(lane, 310);

        assertThat(arrived).containsExactly("a opened");
    }

    @Test
    void theEndWaitsAsLongAsTheOtherSystemHasAsked() {
        Lane lane = new Lane(
                new AlertRoute("h", AlertRouting.all(), true, alert -> {
                    throw CleanException.retryAfter("too many", Duration.ofSeconds(90));
                }),
                Outbox.inMemory(),
                (to, alert, limit) -> to.handle(alert),
                failures -> SECOND);
        lane.offer(List.of(alert("a opened"), alert("b opened")), 0);
        lane.step(() -> 0);

        lane.hurry(SECOND);

        assertThat(lane.step(() -> SECOND)).isEqualTo(89 * SECOND);
    }

    private Lane lane(Map<String, Object> options) {
        AlertRouting routing = OptionsBinder.bind(AlertRouting.class, options);
        return new Lane(
                new AlertRoute("h", routing, true, alert -> {
                    attempts.add(alert.message());
                    moments.add(now / SECOND);
                    if (down || poison.contains(alert.message())) {
                        throw CleanException.retryable("down", null);
                    }
                    arrived.add(alert.message());
                }),
                Outbox.inMemory(),
                (to, alert, limit) -> to.handle(alert),
                failures -> SECOND << Math.min(failures - 1, 8));
    }

    private void offer(Lane lane, String... alerts) {
        for (String alert : alerts) {
            lane.offer(List.of(alert(alert)), now);
        }
    }

    private void runUntil(Lane lane, long second) {
        long end = second * SECOND;
        for (long wait = lane.step(() -> now); wait <= end - now; wait = lane.step(() -> now)) {
            now += wait;
        }
        now = end;
    }

    private static int number(String alert) {
        return Integer.parseInt(alert.substring(0, alert.indexOf(' ')));
    }

    /** Of an incident and a state. */
    private Alert alert(String words) {
        String[] parts = words.split(" ", -1);
        return Alert.builder()
                .pipeline("p")
                .incident("p/quality_score/" + parts[0] + "/1")
                .state(AlertState.valueOf(parts[1].toUpperCase(java.util.Locale.ROOT)))
                .severity(Severity.WARNING)
                .metric("quality_score")
                .message(words)
                .time(START.plusNanos(now))
                .window(now / SECOND)
                .build();
    }
}
