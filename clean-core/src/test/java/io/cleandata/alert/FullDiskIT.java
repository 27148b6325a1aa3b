package io.cleandata.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.settings.AlertRouting;
import io.cleandata.settings.OptionsBinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process whose files may not grow beyond 64 KiB, as on a disk that is full. */
class FullDiskIT {

    private static final int ALERTS = 300;

    @TempDir
    Path directory;

    @Test
    void aFullDiskIsReportedAndEveryAlertIsDeliveredAndTheOutboxIsWrittenAgainOnceThereIsRoom() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash to limit a process with");
        Path file = directory.resolve("outbox");
        Process child = new ProcessBuilder(
                        "/bin/bash",
                        "-c",
                        "ulimit -f 64 && exec \"$0\" -XX:TieredStopAtLevel=1 -XX:-UsePerfData -cp \"$1\" \"$2\" \"$3\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path"),
                        FullDiskIT.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(output)
                .contains("delivered 0 failing true", "delivered " + ALERTS + " failing false")
                .contains("cannot be written: alerts are delivered, but a restart would lose them")
                .contains("can be written again");
        assertThat(Files.size(file)).isLessThanOrEqualTo(64 << 10);
        try (FileOutbox again = FileOutbox.open(file)) {
            assertThat(again.damaged()).isZero();
        }
    }

    /** The process on the full disk. */
    public static void main(String[] arguments) {
        AtomicInteger delivered = new AtomicInteger();
        CountDownLatch up = new CountDownLatch(1);
        AlertRouting fast = OptionsBinder.bind(AlertRouting.class, Map.of("max-per-minute", 100_000));
        OutboxDispatcher dispatcher = new OutboxDispatcher(
                List.of(new AlertRoute("h", fast, true, alert -> {
                    up.await();
                    delivered.incrementAndGet();
                })),
                () -> outbox(Path.of(arguments[0])),
                System::nanoTime);
        dispatcher.start();
        for (int i = 0; i < ALERTS; i++) {
            dispatcher.submit(List.of(Alert.builder()
                    .pipeline("p")
                    .incident("p/quality_score/" + i)
                    .state(AlertState.OPENED)
                    .severity(Severity.WARNING)
                    .metric("quality_score")
                    .message("x".repeat(1000))
                    .window(i)
                    .build()));
        }
        System.out.println("delivered " + delivered + " failing " + dispatcher.outboxFailing());
        up.countDown();
        dispatcher.drain(Duration.ofSeconds(30));
        System.out.println("delivered " + delivered + " failing " + dispatcher.outboxFailing());
        dispatcher.close();
    }

    private static Outbox outbox(Path file) {
        try {
            return FileOutbox.open(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
