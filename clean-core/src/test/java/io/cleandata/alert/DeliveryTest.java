package io.cleandata.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.settings.AlertRouting;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    private long now;
    private final List<String> arrived = new ArrayList<>();

    /** An outbox whose process may be killed: what it does after that reaches no disk. */
    private static class Mortal implements Outbox {
        private final FileOutbox outbox;
        private int receiptsLeft;

        private Mortal(FileOutbox outbox, int receipts) {
            this.outbox = outbox;
            this.receiptsLeft = receipts;
        }

        @Override
        public Map<Alert, List<String>> undelivered() {
            return outbox.undelivered();
        }

        @Override
        public boolean add(Alert alert, List<String> handlers) {
            return outbox.add(alert, handlers);
        }

        @Override
        public void done(List<String> idempotencyKeys, String handler) {
            if (receiptsLeft-- > 0) {
                outbox.done(idempotencyKeys, handler);
            }
        }

        @Override
        public int damaged() {
            return outbox.damaged();
        }

        @Override
        public boolean failing() {
            return outbox.failing();
        }

        @Override
        public void close() {}
    }

    /** The handler is down for ten minutes; the first kill comes in that time, the second in the middle of deliveries, between one and its receipt. */
    @Test
    void deliversEveryAlertOnceThoughTheHandlerIsDownForTenMinutesAndTheProcessIsKilledTwice() throws IOException {
        Path file = directory.resolve("outbox");
        List<String> attempts = new ArrayList<>();
        Set<String> known = new java.util.HashSet<>();
        AlertHandler handler = alert -> {
            if (now < 600 * SECOND) {
                throw CleanException.retryable("down", null);
            }
            attempts.add(alert.idempotencyKey());
            if (known.add(alert.idempotencyKey())) { // a receiver that honours the key
                arrived.add(alert.idempotencyKey());
            }
        };
        List<String> expected = new ArrayList<>();
        int[] receipts = {0, 3, Integer.MAX_VALUE};
        for (int life = 0; life < receipts.length; life++) {
            Mortal outbox = new Mortal(FileOutbox.open(file), receipts[life]);
            Lane lane = lane(handler, outbox);
            outbox.undelivered().keySet().forEach(alert -> lane.offer(List.of(alert), now));
            for (int i = 0; i < 5; i++) {
                Alert alert = alert(10L * life + i, Severity.WARNING).toBuilder()
                        .incident("p/quality_score/" + i % 3)
                        .build();
                expected.add(alert.idempotencyKey());
                assertThat(outbox.add(alert, List.of("h"))).isTrue();
                lane.offer(List.of(alert), now);
            }
            long end = now + (life == 0 ? 250 : 2000) * SECOND;
            while (now < end && outbox.receiptsLeft >= 0) {
                long wait = lane.step(() -> now);
                now = wait == Long.MAX_VALUE ? end : Math.min(end, now + Math.max(wait, 1));
            }
        }
        assertThat(arrived).containsExactlyInAnyOrderElementsOf(expected);
        for (int i = 0; i < 3; i++) {
            String incident = "p/quality_score/" + i + ":";
            assertThat(arrived.stream().filter(key -> key.startsWith(incident)))
                    .containsExactlyElementsOf(expected.stream()
                            .filter(key -> key.startsWith(incident))
                            .toList());
        }
        assertThat(attempts).hasSize(expected.size() + 1); // the one whose receipt was lost came again, under its key
        assertThat(FileOutbox.open(file).undelivered()).isEmpty();
    }

    @Test
    void survivesATornAndADamagedRecord() throws IOException {
        Path file = directory.resolve("outbox");
        FileOutbox outbox = FileOutbox.open(file);
        for (int i = 0; i < 3; i++) {
            outbox.add(alert(i, Severity.WARNING), List.of("h"));
        }
        outbox.close();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1; // in the second record
        byte[] torn = java.util.Arrays.copyOf(bytes, bytes.length + 20);
        System.arraycopy(bytes, 0, torn, bytes.length, 20); // the begin of a fourth
        Files.write(file, torn);
        FileOutbox again = FileOutbox.open(file);
        assertThat(again.damaged()).isEqualTo(2);
        assertThat(again.undelivered().keySet()).extracting(Alert::window).containsExactly(0L, 2L);
        assertThat(again.add(alert(2, Severity.WARNING), List.of("h"))).isFalse();
        assertThat(FileOutbox.open(file).damaged()).isZero();
    }

    @Test
    void readsReceiptsThatEarlierVersionsHaveWritten() throws IOException {
        Path file = directory.resolve("outbox");
        Alert alert = alert(1, Severity.WARNING);
        try (FileOutbox outbox = FileOutbox.open(file)) {
            outbox.add(alert, List.of("a", "b"));
        }
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(payload);
        out.writeByte(2);
        AlertCodec.text(out, alert.idempotencyKey());
        AlertCodec.text(out, "a");
        CRC32C crc = new CRC32C();
        crc.update(payload.toByteArray());
        ByteBuffer record = ByteBuffer.allocate(12 + payload.size())
                .putInt(0xC1EA0B0C)
                .putInt(payload.size())
                .putInt((int) crc.getValue())
                .put(payload.toByteArray());

        Files.write(file, record.array(), StandardOpenOption.APPEND);

        try (FileOutbox outbox = FileOutbox.open(file)) {
            assertThat(outbox.damaged()).isZero();
            assertThat(outbox.undelivered().values()).containsExactly(List.of("b"));
        }
    }

    @Test
    void keepsAllOfAnAlert() throws IOException {
        Path file = directory.resolve("outbox");
        Alert alert = alert(7, Severity.CRITICAL).toBuilder()
                .key("käse")
                .value(0.15)
                .interval(0.1, 0.2)
                .threshold(0.8)
                .positions("t-0@5", "t-0@9")
                .detectors(List.of(new Alert.Contribution("labels", 1)))
                .features(List.of(new Alert.Contribution("colour", 0.5)))
                .concentrations(List.of(new Alert.Concentration("source", "crawler", 0.9, 3, 1e-9)))
                .examples(List.of(new Alert.Example("t-0@6", "labels", "cat?", Map.of("colour", "red"))))
                .build();
        FileOutbox.open(file).add(alert, List.of("a", "b"));
        Map<Alert, List<String>> read = FileOutbox.open(file).undelivered();
        assertThat(read.values()).containsExactly(List.of("a", "b"));
        assertThat(read.keySet()).first().usingRecursiveComparison().isEqualTo(alert);
    }

    @Test
    void routesBySeverityMetricAndKeyAndMasksWhatIsSensitive() {
        AlertRouting all = AlertRouting.all();
        AlertRouting routing = new AlertRouting(
                null,
                Severity.CRITICAL,
                Severity.CRITICAL,
                List.of("quality_score"),
                List.of("eu"),
                true,
                false,
                all.groupWait(),
                true,
                List.of("email"),
                all.queue(),
                all.timeout(),
                all.maxBackoff(),
                all.giveUpAfter(),
                all.maxPerMinute());
        AlertRoute route = new AlertRoute("pager", routing, true, alert -> {});
        Alert critical = alert(1, Severity.CRITICAL).toBuilder().key("eu").build();
        assertThat(route.takes(critical)).isTrue();
        assertThat(route.takes(alert(1, Severity.WARNING).toBuilder().key("eu").build()))
                .isFalse();
        assertThat(route.takes(critical.toBuilder().key("us").build())).isFalse();
        assertThat(route.takes(critical.toBuilder().metric("duplicates").build()))
                .isFalse();
        Alert seen = route.visible(critical.toBuilder()
                .examples(List.of(new Alert.Example(
                        "p@1", "labels", "a@b.org is no colour", Map.of("email", "a@b.org", "age", "7"))))
                .build());
        assertThat(seen.examples().get(0).features())
                .containsEntry("email", "***")
                .containsEntry("age", "7");
        assertThat(seen.examples().get(0).reason()).doesNotContain("a@b.org");
    }

    /** Else a drain ends, and the outbox is closed, with the receipt still to be written: the alert would be told again after a restart. */
    @Test
    void anAlertWaitsUntilItsReceiptIsWritten() throws IOException {
        List<Integer> waiting = new ArrayList<>();
        List<Lane> lanes = new ArrayList<>();
        Outbox outbox = new Mortal(FileOutbox.open(directory.resolve("outbox")), 1) {
            @Override
            public void done(List<String> idempotencyKeys, String handler) {
                waiting.add(lanes.get(0).counts().waiting());
            }
        };
        lanes.add(lane(alert -> {}, outbox));
        lanes.get(0).offer(List.of(alert(1, Severity.WARNING)), 0);

        lanes.get(0).step(() -> 0);

        assertThat(waiting).containsExactly(1);
        assertThat(lanes.get(0).counts().waiting()).isZero();
    }

    @Test
    void oneDeadHandlerHarmsNoOther() throws Exception {
        CountDownLatch delivered = new CountDownLatch(3);
        CountDownLatch never = new CountDownLatch(1);
        OutboxDispatcher dispatcher = new OutboxDispatcher(
                List.of(
                        new AlertRoute("dead", AlertRouting.all(), true, alert -> never.await()),
                        new AlertRoute("sound", AlertRouting.all(), true, alert -> delivered.countDown())),
                Outbox::inMemory,
                System::nanoTime);
        dispatcher.start();
        dispatcher.submit(List.of(alert(1, Severity.WARNING), alert(2, Severity.WARNING), alert(3, Severity.WARNING)));
        delivered.await();
        assertThat(dispatcher.drain(Duration.ofMillis(1))).isFalse();
        assertThat(dispatcher.counts().get("dead").delivered()).isZero();
        dispatcher.close();
    }

    /** With so little time an attempt is given up before its thread has begun; it must not count as one that hangs. */
    @Test
    void anAttemptThatWasGivenUpBeforeItBeganKeepsNoOtherFromBeingMade() throws Exception {
        AlertRouting all = AlertRouting.all();
        AlertRouting hasty = new AlertRouting(
                all.name(),
                all.minSeverity(),
                all.maxSeverity(),
                all.metrics(),
                all.keys(),
                all.recoveries(),
                all.grouped(),
                all.groupWait(),
                all.examples(),
                all.sensitive(),
                all.queue(),
                Duration.ofNanos(1),
                Duration.ofMillis(1),
                all.giveUpAfter(),
                100_000);
        Set<Long> begun = ConcurrentHashMap.newKeySet();
        OutboxDispatcher dispatcher = new OutboxDispatcher(
                List.of(new AlertRoute("hasty", hasty, true, alert -> begun.add(alert.window()))),
                Outbox::inMemory,
                System::nanoTime);
        dispatcher.start();
        for (int i = 0; i < 200; i++) {
            dispatcher.submit(List.of(alert(i, Severity.WARNING)));
        }
        while (begun.size() < 200) {
            DeliveryCounts counts = Objects.requireNonNull(dispatcher.counts("hasty"));
            assertThat(counts.retries()).as("attempts in vain").isLessThan(20_000);
            Thread.onSpinWait();
        }
        dispatcher.close();
    }

    @Test
    void whatIsDeliveredWhileTheDispatcherClosesIsNotToldAgain() throws Exception {
        Path file = directory.resolve("outbox");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        AlertHandler handler = alert -> {
            begun.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                // closing: what it has sent has arrived all the same
            }
        };
        OutboxDispatcher dispatcher = new OutboxDispatcher(
                List.of(new AlertRoute("people", AlertRouting.all(), true, handler)),
                () -> reopened(file),
                System::nanoTime);
        dispatcher.start();
        dispatcher.submit(List.of(alert(1, Severity.WARNING)));
        begun.await();
        dispatcher.close();
        try (FileOutbox outbox = FileOutbox.open(file)) {
            assertThat(outbox.undelivered()).isEmpty();
        }
    }

    @Test
    void anAlertIsKeptThoughTheThreadThatBringsItIsInterrupted() throws Exception {
        Path file = directory.resolve("outbox");
        try (FileOutbox outbox = FileOutbox.open(file)) {
            Thread.currentThread().interrupt();
            outbox.add(alert(1, Severity.WARNING), List.of("people"));
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
            assertThat(outbox.failing()).isFalse();
            outbox.add(alert(2, Severity.WARNING), List.of("people"));
        }
        try (FileOutbox outbox = FileOutbox.open(file)) {
            assertThat(outbox.undelivered().keySet()).extracting(Alert::window).containsExactly(1L, 2L);
        }
    }

    @Test
    void tellsPeopleThatTheOutboxWasDamaged() throws Exception {
        Path file = directory.resolve("outbox");
        try (FileOutbox outbox = FileOutbox.open(file)) {
            outbox.add(alert(1, Severity.WARNING), List.of("people"));
        }
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 3)); // a torn record
        List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        OutboxDispatcher dispatcher = new OutboxDispatcher(
                List.of(new AlertRoute("people", AlertRouting.all(), true, alert -> seen.add(alert.message()))),
                () -> reopened(file),
                System::nanoTime,
                places -> List.of(alert(2, Severity.WARNING).toBuilder()
                        .message("damaged at " + places)
                        .build()));
        dispatcher.start();
        assertThat(dispatcher.drain(Duration.ofSeconds(20))).isTrue();
        dispatcher.close();
        assertThat(seen).containsExactly("damaged at 1");
        assertThat(dispatcher.damaged()).isEqualTo(1);
    }

    private static Outbox reopened(Path file) {
        try {
            return FileOutbox.open(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Lane lane(AlertHandler handler, Outbox outbox) {
        return new Lane(
                new AlertRoute("h", AlertRouting.all(), true, handler),
                outbox,
                (to, alert, limit) -> to.handle(alert),
                failures -> SECOND << Math.min(failures - 1, 8));
    }

    private static Alert alert(long window, Severity severity) {
        return Alert.builder()
                .pipeline("p")
                .incident("p/quality_score/" + window)
                .state(AlertState.OPENED)
                .severity(severity)
                .metric("quality_score")
                .message("bad")
                .window(window)
                .build();
    }
}
