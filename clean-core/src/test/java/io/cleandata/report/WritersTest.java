package io.cleandata.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.DetectorReport;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Message;
import io.cleandata.model.Severity;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WritersTest {
    @TempDir
    Path folder;

    @Test
    void writesEachAssessedSampleByLineThenDetector() {
        var window = window(0, 0, 11, 12, 13);
        var labels = DetectorResult.ofSamples(3).score(0, 0.25).score(2, 1).build();
        var duplicates = DetectorResult.ofSamples(3)
                .score(0, 0)
                .score(1, 0.1234567)
                .score(2, 0.93)
                .issue(Issue.ofDuplicate(2, 0.9, "repeats \"line\" 11", List.of("carat"), new int[] {0, 1}))
                .build();

        assertThat(scores(Naming.byLine(), report(window, Map.of("labels", labels, "duplicates", duplicates))))
                .containsExactly(
                        "{\"line\":11,\"window\":0,\"detector\":\"duplicates\",\"score\":0,\"flagged\":false}",
                        "{\"line\":11,\"window\":0,\"detector\":\"labels\",\"score\":0.25,\"flagged\":false}",
                        "{\"line\":12,\"window\":0,\"detector\":\"duplicates\",\"score\":0.1234567,\"flagged\":false}",
                        "{\"line\":13,\"window\":0,\"detector\":\"duplicates\",\"score\":0.93,\"flagged\":true,"
                                + "\"reason\":\"repeats \\\"line\\\" 11\",\"match\":[11,12],\"features\":[\"carat\"]}",
                        "{\"line\":13,\"window\":0,\"detector\":\"labels\",\"score\":1,\"flagged\":false}");
    }

    @Test
    void writesASampleOfOverlappingWindowsOnceInItsFirst() {
        var first = report(window(0, 0, 1, 2), Map.of("d", flat(2, 0.1)));
        var second = report(window(1, 1, 2, 3), Map.of("d", flat(2, 0.2)));

        assertThat(scores(Naming.byLine(), first, second))
                .extracting(WritersTest::parse)
                .extracting(json -> json.get("line").asInt() + " " + json.get("window"))
                .containsExactly("1 0", "2 0", "3 1");
    }

    @Test
    void sortsLinesThatKeyedWindowsMix() {
        var a = report(window(0, 0, 2, 5, 6), Map.of("x", flat(3, 0.1), "y", flat(3, 0.2)));
        var b = report(window(1, 0, 1, 3, 4), Map.of("x", flat(3, 0.1), "y", flat(3, 0.2)));

        assertThat(scores(Naming.byLine(), a, b))
                .extracting(WritersTest::parse)
                .extracting(json -> json.get("line") + json.get("detector").asString())
                .containsExactly("1x", "1y", "2x", "2y", "3x", "3y", "4x", "4y", "5x", "5y", "6x", "6y");
    }

    @Test
    void namesPartitionAndPositionOfABroker() {
        var message = Message.builder("orders-3").position(77, 0, 0).build();
        var window = Window.builder(1).messages(new Message[] {message}).build();

        assertThat(scores(Naming.byPosition("kafka"), report(window, Map.of("d", flat(1, 0.5)))))
                .singleElement()
                .asString()
                .startsWith("{\"source\":\"kafka\",\"partition\":\"orders-3\",\"position\":\"77\",\"window\":0,");
    }

    @Test
    void reportsAWindowWithItsDetectorsAndAlerts() throws IOException {
        var alert = Alert.builder()
                .pipeline("demo")
                .incident("demo/quality_score/1")
                .state(AlertState.OPENED)
                .severity(Severity.WARNING)
                .metric("quality_score")
                .value(0.71)
                .threshold(0.8)
                .message("quality fell")
                .detectors(List.of(new Alert.Contribution("missing", 0.9)))
                .features(List.of(new Alert.Contribution("price", 0.9)))
                .build();
        var drift = DetectorResult.ofWindow()
                .issue(Issue.ofFeature("price", 0.5, "mean moved"))
                .statistic("distance", 1.5)
                .note("not judged: width")
                .build();
        var window = window(4, 0, 9, 7, 8);
        var report = report(
                        window,
                        Map.of("drift", drift, "labels", DetectorResult.notAssessable("too few"), "d", flat(3, 0.1)))
                .withAlerts(List.of(alert));

        assertThat(reports(report).get(0))
                .isEqualTo("{\"window\":4,\"first\":7,\"last\":9,\"size\":3,\"partial\":false,"
                        + "\"score\":0.97,\"scoreLow\":0.95,\"scoreHigh\":0.98,\"detectors\":{"
                        + "\"d\":{\"status\":\"ok\",\"flagged\":0,\"rate\":0,\"millis\":0.8,\"statistics\":{}},"
                        + "\"drift\":{\"status\":\"ok\",\"note\":\"not judged: width\",\"flagged\":1,\"rate\":1,\"millis\":0.8,"
                        + "\"statistics\":{\"distance\":1.5},\"issues\":[{\"severity\":0.5,\"reason\":\"mean moved\","
                        + "\"features\":[\"price\"]}]},"
                        + "\"labels\":{\"status\":\"not-assessable\",\"note\":\"too few\",\"flagged\":0,\"rate\":null,"
                        + "\"millis\":0.8,\"statistics\":{}}},"
                        + "\"alerts\":[{\"incident\":\"demo/quality_score/1\",\"state\":\"opened\","
                        + "\"severity\":\"warning\",\"metric\":\"quality_score\",\"value\":0.71,\"threshold\":0.8,"
                        + "\"detector\":\"missing\",\"features\":[\"price\"],\"message\":\"quality fell\"}],"
                        + "\"badMessages\":{\"not-json\":2},\"version\":1}");
    }

    @Test
    void escapesWhatActsOnTerminals() {
        String hostile = "\u001b[2J\u009b\u202e\ud800 \"\\\n é € \ud83d\ude00";
        var result = DetectorResult.ofSamples(1)
                .score(0, 1)
                .issue(Issue.ofSample(0, 1, hostile))
                .build();

        String line = scores(Naming.byLine(), report(window(0, 0, 1), Map.of("d", result)))
                .get(0);

        assertThat(line).contains("\\u001b[2J\\u009b\\u202e\\ud800 \\\"\\\\\\u000a é € \ud83d\ude00");
        assertThat(parse(line).get("reason").asString()).isEqualTo(hostile);
    }

    @Test
    void namesTheFileThatCannotBeWritten() {
        assertThatThrownBy(() -> new ScoresWriter(folder.resolve("none/x.jsonl"), Naming.byLine()))
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("x.jsonl");
    }

    private static DetectorResult flat(int size, double score) {
        var result = DetectorResult.ofSamples(size);
        for (int row = 0; row < size; row++) {
            result.score(row, score);
        }
        return result.build();
    }

    private static Window window(long index, int firstNew, long... lines) {
        var messages = Arrays.stream(lines)
                .mapToObj(line -> Message.builder("f").position(line, 0, 0).build())
                .toArray(Message[]::new);
        return Window.builder(lines.length)
                .index(index)
                .firstNew(firstNew)
                .messages(messages)
                .build();
    }

    private static WindowReport report(Window window, Map<String, DetectorResult> results) {
        var detectors = new ArrayList<DetectorReport>();
        results.forEach(
                (name, result) -> detectors.add(DetectorReport.of(name, name + "_rate", 1, result, window, 0.8)));
        return WindowReport.of("demo", window, 0.97, 0.95, 0.98, detectors, Map.of("not-json", 2L), 0);
    }

    private List<String> scores(Naming naming, WindowReport... reports) {
        Path file = folder.resolve("scores.jsonl");
        try (var writer = new ScoresWriter(file, naming)) {
            Arrays.stream(reports).forEach(writer);
        }
        return read(file);
    }

    private List<String> reports(WindowReport... reports) throws IOException {
        Path file = folder.resolve("reports.jsonl");
        try (var writer = new ReportsWriter(file, Naming.byLine())) {
            Arrays.stream(reports).forEach(writer);
        }
        return read(file);
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode parse(String line) {
        return JsonMapper.shared().readTree(line);
    }
}
