package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.testkit.HttpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class DoctorAlertsTest {
    @TempDir
    private Path folder;

    private final HttpReceiver receiver = HttpReceiver.start();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void sendsNothingUnlessItIsTold() throws IOException {
        var run = CommandRun.of("doctor", pipeline("{type: webhook, url: " + receiver.uri("/hook") + "}"));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).containsPattern("ok +alert handler webhook can be made");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void sendsEachHandlerATestAlertAndItsRecovery() throws IOException {
        Path file = folder.resolve("alerts.jsonl");

        var run = CommandRun.of(
                "doctor",
                "--send-test-alert",
                pipeline("{type: webhook, url: " + receiver.uri("/hook")
                        + ", min-severity: critical}\n  - {type: file, path: " + file + ", recoveries: false}"));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("alert handler webhook took a test alert and its recovery")
                .contains("alert handler file took a test alert");
        var alerts = receiver.requests().stream()
                .map(request -> JsonMapper.shared().readTree(request.body()))
                .toList();
        assertThat(alerts).hasSize(2);
        assertThat(alerts.get(0).get("message").asString()).startsWith("TEST, nothing is wrong");
        assertThat(alerts.get(0).get("severity").asString()).isEqualTo("critical");
        assertThat(alerts).extracting(alert -> alert.get("state").asString()).containsExactly("opened", "recovered");
        assertThat(alerts.get(1).get("incident")).isEqualTo(alerts.get(0).get("incident"));
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void tellsWhichHandlerFailsAndTriesTheOthersAndTheStream() throws IOException {
        receiver.answer(403, Map.of(), "");
        Path file = folder.resolve("alerts.jsonl");
        String pipeline = pipeline(
                "{type: webhook, url: " + receiver.uri("/secret-hook") + "}\n  - {type: file, path: " + file + "}");

        var run = CommandRun.of("doctor", "--send-test-alert", pipeline);
        var json = CommandRun.of("doctor", "--send-test-alert", "--json", pipeline);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("failed +alert handler webhook: webhook at 127.0.0.1 answered 403")
                .contains("alert handler file took", "1 of 1 message is a sample")
                .doesNotContain("secret-hook");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(json.status()).isEqualTo(1);
        assertThat(JsonMapper.shared().readTree(json.out()).get("ok").asBoolean())
                .isFalse();
    }

    private String pipeline(String alert) throws IOException {
        Path data = Files.writeString(folder.resolve("data.jsonl"), "{\"features\":{\"a\":1}}\n");
        return Files.writeString(
                        folder.resolve("p.yaml"),
                        "source: {type: file, path: " + data + "}\nalerts:\n  - " + alert + "\n")
                .toString();
    }
}
