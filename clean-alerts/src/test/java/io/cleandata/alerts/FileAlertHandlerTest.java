package io.cleandata.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.Alert;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import io.cleandata.testkit.AlertHandlerContract;
import io.cleandata.testkit.SettingsAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAlertHandlerTest extends AlertHandlerContract {

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("new").resolve("alerts.jsonl");
    }

    @Override
    protected AlertHandler handler() {
        return FileAlertHandler.builder().path(file().toString()).build();
    }

    @Override
    protected List<String> received() throws IOException {
        return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
    }

    @Test
    void everyAlertIsOneLineOfThePublishedSchema() throws Exception {
        List<Alert> alerts = TestAlerts.all();
        try (AlertHandler handler = handler()) {
            for (Alert alert : alerts) {
                handler.handle(alert);
            }
        }
        assertThat(received()).hasSameSizeAs(alerts).allSatisfy(line -> {
            Rules.check("alert-v1", line);
            assertThat(line).doesNotContain("\u001b", "\u202e", "\u2028", "\u009b");
        });
    }

    @Test
    void cutsOffWhatAKillLeftOfALine() throws Exception {
        handler().handle(TestAlerts.opened());
        String whole = Files.readString(file());
        for (int torn : new int[] {1, 5, 30, whole.length() - 1}) {
            Files.writeString(file(), whole + whole.substring(0, torn));
            handler().handle(TestAlerts.opened());
            assertThat(Files.readString(file())).isEqualTo(whole + whole);
        }
    }

    @Test
    void destroysNothingOfAFileOfSomebodyElses() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "my notes");
        handler().handle(TestAlerts.opened());

        assertThat(received()).hasSize(2).first().isEqualTo("my notes");
    }

    @Test
    void writesAFreshFileWhenTheOldOneIsMovedAway() throws Exception {
        try (AlertHandler handler = handler()) {
            handler.handle(TestAlerts.opened());
            Files.move(file(), directory.resolve("old"));
            handler.handle(TestAlerts.opened());
        }
        assertThat(received()).hasSize(1);
    }

    @Test
    void aFullDiskIsAFailureThatIsTriedAgain() {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full here");
        try (AlertHandler handler = FileAlertHandler.builder().path("/dev/full").build()) {
            assertThatThrownBy(() -> handler.handle(TestAlerts.opened()))
                    .isInstanceOfSatisfying(
                            CleanException.class, e -> assertThat(e.retryable()).isTrue())
                    .hasMessageContaining("/dev/full: the disk is full");
        }
    }

    @Test
    void itsExamplesStayOnTheMachine() throws Exception {
        assertThat(new FileAlertHandlerProvider().leavesTheMachine()).isFalse();
        SettingsAssertions.assertBuilderMatches(FileAlertHandler.Builder.class, FileSettings.class);
        SettingsAssertions.assertEveryOptionIsBound(new FileSettings("x"), Map.of("path", "x"));
    }
}
