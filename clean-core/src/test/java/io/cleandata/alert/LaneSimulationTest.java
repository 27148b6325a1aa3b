package io.cleandata.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.settings.AlertRouting;
import io.cleandata.spi.CleanException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Outages, alerts that a handler will not take for a while, answers that are lost, and kills: whatever comes together, all arrive, and each incident in its order. */
class LaneSimulationTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int INCIDENTS = 8;
    private static final int LIVES = 4;
    private static final int ALERTS_A_LIFE = 25;
    private static final AlertState[] STATES = {
        AlertState.OPENED, AlertState.ESCALATED, AlertState.REPEATED, AlertState.RECOVERED
    };

    private long now;
    private Random random = new Random();
    private final List<String> submitted = new ArrayList<>();
    private final Set<String> arrived = new LinkedHashSet<>();

    /** An outbox on a disk that is quick. */
    private record Surviving(Map<Alert, List<String>> undelivered) implements Outbox {
        @Override
        public boolean add(Alert alert, List<String> handlers) {
            return undelivered.put(alert, handlers) == null;
        }

        @Override
        public void done(List<String> idempotencyKeys, String handler) {
            undelivered.keySet().removeIf(alert -> idempotencyKeys.contains(alert.idempotencyKey()));
        }

        @Override
        public int damaged() {
            return 0;
        }

        @Override
        public boolean failing() {
            return false;
        }

        @Override
        public void close() {}
    }

    @Test
    void allArriveAndEachIncidentInItsOrder() {
        for (int seed = 0; seed < 50; seed++) {
            random = new Random(seed);
            now = 0;
            submitted.clear();
            arrived.clear();

            run();

            assertThat(arrived).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(submitted);
            for (int i = 0; i < INCIDENTS; i++) {
                String incident = "p/quality_score/" + i + ":";
                assertThat(arrived.stream().filter(key -> key.startsWith(incident)))
                        .as("seed %s, incident %s", seed, i)
                        .containsExactlyElementsOf(submitted.stream()
                                .filter(key -> key.startsWith(incident))
                                .toList());
            }
        }
    }

    private void run() {
        Map<Alert, List<String>> disk = new LinkedHashMap<>();
        for (int life = 0; life < LIVES; life++) {
            Outbox outbox = new Surviving(disk);
            Lane lane = new Lane(
                    new AlertRoute("h", AlertRouting.all(), true, this::receive),
                    outbox,
                    (to, alert, limit) -> to.handle(alert),
                    failures -> (long) ((0.5 + random.nextDouble() / 2) * (SECOND << Math.min(failures - 1, 6))));
            lane.offer(List.copyOf(outbox.undelivered().keySet()), now);
            for (int i = 0; i < ALERTS_A_LIFE; i++) {
                Alert alert = alert(submitted.size());
                submitted.add(alert.idempotencyKey());
                outbox.add(alert, List.of("h"));
                lane.offer(List.of(alert), now);
                step(lane, now + random.nextInt(20) * SECOND);
            }
            if (life == LIVES - 1) { // the others are killed with all that waits
                step(lane, now + 7200 * SECOND);
                assertThat(lane.counts().waiting()).isZero();
            }
        }
        assertThat(disk).isEmpty();
    }

    private void step(Lane lane, long end) {
        for (long wait = lane.step(() -> now); wait <= end - now; wait = lane.step(() -> now)) {
            now += wait;
        }
        now = end;
    }

    /** Down from the minute 2 to 5; alerts of one incident are refused for ten minutes; one answer of five is lost. */
    private void receive(Alert alert) {
        long minute = now / (60 * SECOND);
        if ((minute >= 2 && minute < 5) || (alert.incident().endsWith("/3") && minute < 10)) {
            throw CleanException.retryable("down", null);
        }
        arrived.add(alert.idempotencyKey()); // a receiver that honours the key
        if (random.nextInt(5) == 0) {
            throw random.nextBoolean()
                    ? CleanException.retryAfter("too many", Duration.ofSeconds(random.nextInt(30)))
                    : CleanException.retryable("no answer", null);
        }
    }

    private Alert alert(int number) {
        return Alert.builder()
                .pipeline("p")
                .incident("p/quality_score/" + random.nextInt(INCIDENTS))
                .state(STATES[number % STATES.length])
                .severity(Severity.WARNING)
                .metric("quality_score")
                .message("m")
                .window(number)
                .build();
    }
}
