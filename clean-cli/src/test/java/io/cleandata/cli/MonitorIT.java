package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own, which is the only way to try signals and exit statuses. */
@Timeout(120)
class MonitorIT {
    @TempDir
    Path folder;

    private Process process;

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void finishesWhatIsOpenOnSigterm() throws Exception {
        Path reports = folder.resolve("reports.jsonl");
        var data =
                Files.writeString(folder.resolve("data.jsonl"), "{\"features\":{\"a\":1,\"b\":\"x\"}}\n".repeat(250));
        start("monitor", config(data, true).toString(), "--reports", reports.toString());
        var log = process.errorReader();
        awaitLine(log, "is running");
        awaitWindows(reports, 2);

        process.toHandle().destroy(); // unlike Process.destroy leaves its output open

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        var out = process.inputReader().lines().toList();
        assertThat(process.exitValue()).as(String.join("\n", out)).isZero();
        assertThat(out).anyMatch(line -> line.matches(" *messages +250"));
        assertThat(out).anyMatch(line -> line.matches(" *windows +3"));
        assertThat(Files.readAllLines(reports).get(2)).contains("\"size\":50,\"partial\":true");
    }

    @Test
    void endsByItselfWhenTheSourceDoes() throws Exception {
        var data = Files.writeString(folder.resolve("data.jsonl"), "{\"features\":{\"a\":1}}\nnot json\n");
        start("monitor", config(data, false).toString());

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(process.inputReader().lines().toList()).anyMatch(line -> line.matches(" *bad messages +1"));
    }

    @Test
    void saysInOneLineWhyTheSourceCannotBeOpened() throws Exception {
        start("monitor", config(folder.resolve("none.jsonl"), false).toString());

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(process.errorReader().lines().toList())
                .anyMatch(line -> line.startsWith("clean: ") && line.contains("none.jsonl"));
    }

    private Path config(Path data, boolean follow) throws IOException {
        return Files.writeString(folder.resolve("pipeline.yaml"), """
                pipeline: {name: test}
                source: {type: file, path: "%s", follow: %s}
                window: {type: count, size: 100, timeout: 1h}
                detectors: [missing]
                """.formatted(data, follow));
    }

    private void start(String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.cleandata.cli.Main"));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).start();
    }

    private static void awaitLine(BufferedReader log, String text) throws IOException {
        String line = log.readLine();
        while (line != null && !line.contains(text)) {
            line = log.readLine();
        }
        assertThat(line).isNotNull();
    }

    /** Waits for a fact in a file that another process writes; there is nothing to be told by. */
    private static void awaitWindows(Path reports, int windows) throws Exception {
        while (Files.readAllLines(reports).size() < windows) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
