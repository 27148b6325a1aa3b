package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code clean init} asks where there is a terminal; {@code script} of util-linux makes one. */
@Timeout(120)
class InitTerminalIT {
    @TempDir
    private Path folder;

    @BeforeAll
    static void findTheTool() throws Exception {
        String version;
        try {
            Process process = new ProcessBuilder("script", "--version")
                    .redirectErrorStream(true)
                    .start();
            version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
        } catch (IOException e) {
            version = "";
        }
        assumeTrue(version.contains("util-linux"), "script of util-linux is not here");
    }

    @Test
    void asksForSourceItsOptionsLabelAndName() throws Exception {
        Path file = folder.resolve("p.yaml");
        var builder = new ProcessBuilder(
                "script",
                "--quiet",
                "--return",
                "--command",
                "\"$CLEAN_JAVA\" -XX:TieredStopAtLevel=1 io.cleandata.cli.Main init \"$CLEAN_FILE\"",
                "/dev/null");
        builder.environment()
                .put(
                        "CLEAN_JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().put("CLEAN_FILE", file.toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.redirectErrorStream(true).start();
        try {
            var said = new StringBuilder();
            answer(process, said, "Kind of source (file, kafka, pulsar, redis) [kafka]: ", "redis");
            answer(process, said, "Host [localhost]: ", "");
            answer(process, said, "Stream [training-data]: ", "orders");
            answer(process, said, "Consumer group of the monitor [quality-monitor]: ", "");
            answer(process, said, "Path or column of the label, - for none [label]: ", "output.class");
            answer(process, said, "Name of the pipeline [training-data]: ", "order-watch");
            said.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said.toString()).isZero();
            assertThat(said).contains("wrote " + file);
            assertThat(Files.readString(file))
                    .contains("name: order-watch", "type: redis", "host: localhost", "stream: orders")
                    .contains("consumer-group: quality-monitor", "label: output.class");
        } finally {
            process.destroyForcibly();
        }
    }

    /** Waits for the end of a question; what is typed comes back as an echo, which is left for the next one. */
    private static void answer(Process process, StringBuilder said, String question, String answer) throws IOException {
        InputStream out = process.getInputStream();
        int from = said.length();
        while (said.indexOf(question, from) < 0) {
            int next = out.read();
            if (next < 0) {
                throw new AssertionError("it never asks " + question + " but says " + said);
            }
            said.append((char) next);
        }
        process.outputWriter().write(answer + "\n");
        process.outputWriter().flush();
    }
}
