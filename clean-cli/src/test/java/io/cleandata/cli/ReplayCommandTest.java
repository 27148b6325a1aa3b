package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayCommandTest {
    @TempDir
    Path folder;

    @Test
    void writesScoresAndReportsThatCoverEverySample() throws IOException {
        var file = csv(950);
        Path scores = folder.resolve("scores.jsonl");
        Path reports = folder.resolve("reports.jsonl");

        var run = replay(file, "--window-size", "200", "--scores", scores.toString(), "--reports", reports.toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("950 samples in 5 windows", "score by window", "bad messages: none");
        var windows = json(reports);
        assertThat(windows).extracting(window -> window.get("size").asInt()).containsExactly(200, 200, 200, 200, 150);
        assertThat(windows).extracting(window -> window.get("first").asInt()).containsExactly(1, 201, 401, 601, 801);
        assertThat(windows.get(4).get("partial").asBoolean()).isTrue();
        var lines = json(scores);
        assertThat(lines).hasSize(950);
        assertThat(lines).extracting(line -> line.get("line").asInt()).isSorted();
        // Data line 500 repeats the one before it.
        assertThat(lines.get(499).get("flagged").asBoolean()).isTrue();
        assertThat(lines.get(499).get("match").toString()).isEqualTo("[499]");
        assertThat(lines.get(498).get("flagged").asBoolean()).isFalse();
    }

    @Test
    void writesTheSameScoresEachTime() throws IOException {
        var file = csv(700);
        Path once = folder.resolve("once");
        Path again = folder.resolve("again");

        replay(file, "--window-size", "100", "--scores", once.toString());
        replay(file, "--window-size", "100", "--scores", again.toString());

        assertThat(again).hasSameBinaryContentAs(once);
    }

    @Test
    void readsGzippedJsonLines() throws IOException {
        Path file = folder.resolve("data.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < 300; i++) {
                out.write(("{\"features\":{\"a\":" + i + "}}\n").getBytes(StandardCharsets.UTF_8));
            }
            out.write("{\"features\":\n".getBytes(StandardCharsets.UTF_8));
        }

        var run = CommandRun.of("replay", file.toString(), "--window-size", "100", "--detectors", "missing");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("300 samples in 3 windows").containsPattern("bad messages: [a-z-]+ 1");
    }

    @Test
    void failsAndSaysWhatHelpsWhenAFileHoldsNoSample() throws IOException {
        assertNoSample("empty.csv", "", "holds no message");
        assertNoSample("header.csv", "a,b\n", "holds no message");
        assertNoSample("flat.jsonl", "{\"a\":1}\n", "1 is no-features; are the features not under", "features: .");
        assertNoSample("array.json", "[{\"features\":{\"a\":1}}]\n", "each line must be one JSON object");
        assertNoSample("latin.csv", "M\uFFFDller,\0\n1,2\n", "not-utf8; convert it");
        assertNoSample("table.csv", "a,b\n1,2\n", "1 is no-such-column; does --label");
    }

    private void assertNoSample(String name, String content, String... said) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        var run = CommandRun.of("replay", file.toString(), "--label", "b c", "--fail-below", "0.8");
        assertThat(run.status()).as(name).isEqualTo(1);
        assertThat(run.err()).contains(said);
    }

    @Test
    void endsWithStatusThreeBelowTheLimitOnly() throws IOException {
        var file = csv(400);

        assertThat(replay(file, "--window-size", "100", "--fail-below", "0.2").status())
                .isZero();
        var run = replay(file, "--window-size", "100", "--fail-below", "1");
        assertThat(run.status()).isEqualTo(run.err().isEmpty() ? 0 : 3);
        assertThat(replay(repetitive(400), "--window-size", "100", "--fail-below", "0.95")
                        .status())
                .isEqualTo(3);
    }

    @Test
    void takesSettingsFromAFileAndMoreFromOptions() throws IOException {
        var config = Files.writeString(folder.resolve("p.yaml"), """
            pipeline: {name: production, state-dir: %s}
            source: {type: no-such-source}
            window: {type: count, size: 100}
            detectors: [missing]
            alerts: [{type: no-such-handler}]
            """.formatted(folder.resolve("state")));
        Path reports = folder.resolve("reports.jsonl");

        var run = CommandRun.of(
                "replay", csv(300).toString(), "--config", config.toString(), "--reports", reports.toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(json(reports))
                .hasSize(3)
                .allMatch(window -> window.get("detectors").has("missing"));
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void tellsCsvFromJsonLinesOnStandardInput() throws IOException {
        for (String text : new String[] {"{\"features\":{}}", " \n{}", "", "a,b\n1,2\n"}) {
            var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            assertThat(StandardInput.format(in)).isEqualTo(text.startsWith("a") ? "csv" : "jsonl");
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(text);
        }
    }

    @Test
    void failsWhenNoMessageIsASample() throws IOException {
        var file = Files.writeString(folder.resolve("bad.jsonl"), "one\ntwo\n");

        var run = CommandRun.of("replay", file.toString(), "--fail-below", "0.5");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("bad.jsonl", "2");
    }

    @Test
    void tellsWhyADetectorCouldNotJudge() throws IOException {
        var file = Files.writeString(folder.resolve("unlabelled.csv"), "a,b\n1,2\n2,3\n");

        var run = CommandRun.of("replay", file.toString(), "--detectors", "labels", "--fail-below", "0.8");
        var json = CommandRun.of("replay", file.toString(), "--detectors", "labels", "--json");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("no window could be judged", "--detectors");
        assertThat(json.status()).isZero();
        assertThat(run.out())
                .containsPattern("labels +0 +- +could not judge 1 window: the samples have no labels")
                .doesNotContain("worst windows");
        assertThat(JsonMapper.shared()
                        .readTree(json.out())
                        .at("/detectors/labels/note")
                        .asString())
                .isEqualTo("the samples have no labels");
    }

    @Test
    void namesTheFileThatIsNotThere() {
        var run = CommandRun.of("replay", folder.resolve("none.csv").toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("none.csv").doesNotContain("\tat ");
    }

    private static CommandRun replay(Path file, String... options) {
        var arguments = new String[options.length + 6];
        arguments[0] = "replay";
        arguments[1] = file.toString();
        arguments[2] = "--label";
        arguments[3] = "class";
        arguments[4] = "--detectors";
        arguments[5] = "duplicates";
        System.arraycopy(options, 0, arguments, 6, options.length);
        return CommandRun.of(arguments);
    }

    private Path csv(int lines) throws IOException {
        var random = new Random(5);
        var text = new StringBuilder("weight,colour,class\n");
        String line = "";
        for (int i = 1; i <= lines; i++) {
            line = i == 500 ? line : random.nextGaussian() + "," + "red,green,blue".split(",")[i % 3] + ",c" + i % 2;
            text.append(line).append('\n');
        }
        return Files.writeString(folder.resolve("data" + lines + ".csv"), text);
    }

    /** Sound at first; then every sample comes four times. */
    private Path repetitive(int lines) throws IOException {
        var random = new Random(6);
        var text = new StringBuilder("a,b,c,class\n");
        String line = "";
        for (int i = 0; i < lines; i++) {
            if (i < lines / 2 || i % 4 == 0) {
                line = random.nextGaussian() + "," + random.nextGaussian() + "," + random.nextGaussian() + ",x\n";
            }
            text.append(line);
        }
        return Files.writeString(folder.resolve("same.csv"), text);
    }

    private static List<JsonNode> json(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }
}
