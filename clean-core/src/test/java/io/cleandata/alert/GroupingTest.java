package io.cleandata.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.settings.AlertRouting;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GroupingTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    private Path directory;

    private final List<Alert> seen = new CopyOnWriteArrayList<>();

    @Test
    void alertsOfFiftyKeysAreOneMessage() {
        Lane lane = lane(seen::add);
        for (int i = 0; i < 50; i++) {
            long now = i * SECOND / 2;
            lane.offer(List.of(alert("key-" + i, now)), now);
            assertThat(lane.step(() -> now)).as("at %s", now).isPositive();
        }

        step(lane, 30 * SECOND);

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).message())
                .startsWith("key-0 is bad. Also: key-1 is bad.")
                .endsWith(" And 29 more.");
        assertThat(lane.counts()).isEqualTo(new DeliveryCounts(50, 0, 0, 0, 0, false));
    }

    @Test
    void theGravestLeads() {
        Lane lane = lane(seen::add);
        Alert labels = alert("a", 0).toBuilder()
                .metric("label_errors")
                .incident("p/label_errors/1")
                .message("labels are wrong.")
                .build();
        Alert score = alert("a", 0).toBuilder().severity(Severity.CRITICAL).build();
        lane.offer(List.of(labels, score), 0);

        step(lane, 30 * SECOND);

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(seen.get(0).message()).isEqualTo("a is bad. Also: labels are wrong.");
        assertThat(seen.get(0).idempotencyKey())
                .startsWith(score.incident())
                .isNotEqualTo(score.idempotencyKey())
                .isEqualTo(AlertGroup.of(List.of(labels, score)).idempotencyKey());
    }

    @Test
    void sensitiveValuesAreMaskedInTheMessagesOfAllAlerts() {
        AlertRouting masking = OptionsBinder.bind(
                AlertRouting.class, Map.of("grouped", true, "group-wait", "30s", "sensitive", List.of("customer")));
        Lane lane = new Lane(
                new AlertRoute("people", masking, true, seen::add),
                Outbox.inMemory(),
                (to, alert, limit) -> to.handle(alert),
                failures -> SECOND << Math.min(failures - 1, 8));
        List<Alert> alerts = new ArrayList<>();
        for (String customer : new String[] {"Miller", "Smith"}) {
            alerts.add(alert(customer.substring(0, 1), 0).toBuilder()
                    .message("All have customer = " + customer + ".")
                    .concentrations(List.of(new Alert.Concentration("customer", customer, 1, 2, 0.001)))
                    .build());
        }
        lane.offer(alerts, 0);

        step(lane, 30 * SECOND);

        assertThat(messages()).containsExactly("All have customer = ***. Also: All have customer = ***.");
        assertThat(seen.get(0).idempotencyKey()).isEqualTo(AlertGroup.of(alerts).idempotencyKey());
    }

    @Test
    void whatComesLaterIsAnotherMessage() {
        Lane lane = lane(seen::add);
        lane.offer(List.of(alert("a", 0)), 0);
        lane.offer(List.of(alert("b", 30 * SECOND)), 30 * SECOND);
        lane.offer(List.of(alert("c", 31 * SECOND)), 31 * SECOND);

        step(lane, 31 * SECOND);
        assertThat(messages()).containsExactly("a is bad. Also: b is bad.");

        step(lane, 61 * SECOND);
        assertThat(messages()).containsExactly("a is bad. Also: b is bad.", "c is bad.");
    }

    @Test
    void nothingJoinsAMessageThatWasTriedAlready() {
        List<String> attempts = new ArrayList<>();
        Lane lane = lane(alert -> {
            attempts.add(alert.message());
            if (attempts.size() == 1) {
                throw CleanException.retryable("down", null);
            }
        });
        lane.offer(List.of(alert("a", 0)), 0);
        step(lane, 30 * SECOND);
        lane.offer(List.of(alert("b", 0)), 30 * SECOND);

        step(lane, 90 * SECOND);

        assertThat(attempts).containsExactly("a is bad.", "b is bad.", "a is bad.");
    }

    @Test
    void theEndWaitsForNoMore() {
        Lane lane = lane(seen::add);
        lane.offer(List.of(alert("a", 0), alert("b", 0)), 0);

        lane.hurry(SECOND);
        lane.offer(List.of(alert("c", SECOND), alert("d", SECOND)), SECOND);
        step(lane, SECOND);

        assertThat(messages()).containsExactly("a is bad. Also: b is bad.", "c is bad. Also: d is bad.");
    }

    @Test
    void whoDoesNotWantGroupsGetsEachAtOnce() {
        Lane lane = new Lane(
                new AlertRoute("pager", AlertRouting.all(), true, seen::add),
                Outbox.inMemory(),
                (to, alert, limit) -> to.handle(alert),
                failures -> SECOND << Math.min(failures - 1, 8));
        lane.offer(List.of(alert("a", 0), alert("b", 0)), 0);

        step(lane, 0);

        assertThat(messages()).containsExactly("a is bad.", "b is bad.");
    }

    @Test
    void aRestartMakesTheSameMessagesOfWhatWaits() throws IOException {
        Path file = directory.resolve("outbox");
        List<Alert> alerts = IntStream.of(0, 10, 30, 31, 45)
                .mapToObj(second -> alert("key-" + second, second * SECOND))
                .toList();
        Lane before = lane(seen::add);
        try (FileOutbox outbox = FileOutbox.open(file)) {
            for (Alert alert : alerts) {
                outbox.add(alert, List.of("people", "gone"));
                before.offer(List.of(alert), 0);
            }
        }
        step(before, 90 * SECOND);
        List<String> told = seen.stream().map(Alert::idempotencyKey).toList();
        seen.clear();
        OutboxDispatcher dispatcher = new OutboxDispatcher(
                List.of(new AlertRoute("people", grouped(), true, seen::add)), () -> reopened(file), () -> 0);

        dispatcher.start(); // time stands still: nothing of it waits for more
        while (seen.size() < told.size()) {
            Thread.onSpinWait();
        }
        assertThat(dispatcher.drain(Duration.ofSeconds(20))).isTrue();
        dispatcher.close();

        assertThat(told).hasSize(2);
        assertThat(seen).extracting(Alert::idempotencyKey).isEqualTo(told);
        try (FileOutbox outbox = FileOutbox.open(file)) {
            assertThat(outbox.undelivered()).isEmpty();
        }
    }

    /** Else what a kill leaves of it is another message after the restart, under another key, to a receiver that has had all of it. */
    @Test
    void aKillWhileReceiptsAreWrittenLeavesAllOfAMessageOrNothing() throws IOException {
        Path file = directory.resolve("outbox");
        try (FileOutbox outbox = FileOutbox.open(file)) {
            Lane lane = new Lane(
                    new AlertRoute("people", grouped(), true, seen::add),
                    outbox,
                    (to, alert, limit) -> to.handle(alert),
                    failures -> SECOND);
            for (Alert alert : List.of(alert("a", 0), alert("b", 0), alert("c", 0))) {
                outbox.add(alert, List.of("people"));
                lane.offer(List.of(alert), 0);
            }
            int before = (int) Files.size(file);
            step(lane, 30 * SECOND);
            byte[] bytes = Files.readAllBytes(file);
            for (int length = before; length <= bytes.length; length++) {
                Path killed = Files.write(directory.resolve("killed"), Arrays.copyOf(bytes, length));
                try (FileOutbox again = FileOutbox.open(killed)) {
                    assertThat(again.undelivered()).as("at byte %s", length).hasSize(length < bytes.length ? 3 : 0);
                }
            }
        }
    }

    private static Outbox reopened(Path file) {
        try {
            return FileOutbox.open(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> messages() {
        return seen.stream().map(Alert::message).toList();
    }

    private static AlertRouting grouped() {
        return OptionsBinder.bind(AlertRouting.class, Map.of("grouped", true, "group-wait", "30s"));
    }

    private static Lane lane(AlertHandler handler) {
        return new Lane(
                new AlertRoute("people", grouped(), true, handler),
                Outbox.inMemory(),
                (to, alert, limit) -> to.handle(alert),
                failures -> SECOND << Math.min(failures - 1, 8));
    }

    private static void step(Lane lane, long now) {
        while (lane.step(() -> now) == 0) {
            // until nothing is due
        }
    }

    private static Alert alert(String key, long now) {
        return Alert.builder()
                .pipeline("p")
                .incident("p/quality_score/" + key + "/1")
                .state(AlertState.OPENED)
                .severity(Severity.WARNING)
                .metric("quality_score")
                .key(key)
                .message(key + " is bad.")
                .time(START.plusNanos(now))
                .window(now / SECOND)
                .build();
    }
}
