package io.cleandata.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorReport;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Message;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a run that ended early, and of the one that goes on where it stopped. */
class ContinuedFilesTest {
    @TempDir
    Path folder;

    private Path scores;
    private Path reports;

    @BeforeEach
    void nameFiles() {
        scores = folder.resolve("scores.jsonl");
        reports = folder.resolve("reports.jsonl");
    }

    @Test
    void holdTheWindowsOfBothRunsOnceEach() throws IOException {
        List<WindowReport> all = List.of(report(0, 1, 3, 6), report(1, 2, 4), report(2, 5, 7), report(3, 8, 9));
        write(false, all);
        String wholeScores = Files.readString(scores);
        String wholeReports = Files.readString(reports);

        for (int killed = 0; killed <= 3; killed++) {
            writeAndDie(all.subList(0, killed));
            for (Path file : List.of(scores, reports)) {
                Files.writeString(file, "{\"line\":1,\"window\":" + killed + ",\"cut", StandardOpenOption.APPEND);
            }
            write(true, all.subList(killed, 4));

            assertThat(scores).hasContent(wholeScores);
            assertThat(reports).hasContent(wholeReports);
        }
    }

    @Test
    void stayAsTheyAreWhenNothingIsLeft() throws IOException {
        write(false, List.of(report(0, 1, 2)));
        String before = Files.readString(scores);

        write(true, List.of());

        assertThat(scores).hasContent(before);
        write(false, List.of());
        assertThat(scores).isEmptyFile();
    }

    @Test
    void areBegunAnewWhenTheFirstWindowComesAgain() throws IOException {
        write(true, List.of(report(0, 1, 2), report(1, 3)));
        String once = Files.readString(scores);

        write(true, List.of(report(0, 1, 2), report(1, 3)));

        assertThat(scores).hasContent(once);
    }

    private void write(boolean goesOn, List<WindowReport> all) {
        try (var toScores = new ScoresWriter(scores, Naming.byLine(), goesOn);
                var toReports = new ReportsWriter(reports, Naming.byLine(), goesOn)) {
            all.forEach(toScores);
            all.forEach(toReports);
        }
    }

    /** As {@code kill -9} does: what is handed over stays, and nothing is done at the end. */
    @SuppressWarnings("resource")
    private void writeAndDie(List<WindowReport> all) {
        all.forEach(new ScoresWriter(scores, Naming.byLine(), false));
        all.forEach(new ReportsWriter(reports, Naming.byLine(), false));
    }

    private static WindowReport report(long index, long... lines) {
        var messages = Arrays.stream(lines)
                .mapToObj(line -> Message.builder("f").position(line, 0, 0).build())
                .toArray(Message[]::new);
        Window window =
                Window.builder(lines.length).index(index).messages(messages).build();
        var result = DetectorResult.ofSamples(lines.length);
        for (int row = 0; row < lines.length; row++) {
            result.score(row, 0.5);
        }
        return WindowReport.of(
                "demo",
                window,
                0.97,
                0.95,
                0.98,
                List.of(DetectorReport.of("d", "d_rate", 1, result.build(), window, 0.8)),
                Map.of(),
                0);
    }
}
