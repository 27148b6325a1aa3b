package io.cleandata.cli.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.DetectorReport;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Message;
import io.cleandata.model.Severity;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

    private static final String ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202E";

    @TempDir
    private Path folder;

    private static WindowReport report(long index, double score, String reason, AlertState state) {
        Message[] messages = new Message[2];
        for (int i = 0; i < 2; i++) {
            messages[i] = Message.builder("data" + ATTACK)
                    .position(index * 2 + i + 1, 0, 0)
                    .value(ATTACK)
                    .build();
        }
        Window window = Window.builder(2).index(index).messages(messages).build();
        DetectorResult result = DetectorResult.ofSamples(2)
                .score(0, 0.9)
                .score(1, 0.1)
                .issue(Issue.ofDuplicate(1, 0.9, reason, List.of("feature" + ATTACK), new int[] {0}))
                .build();
        WindowReport report = WindowReport.of(
                "p",
                window,
                score,
                score - 0.02,
                Math.min(1, score + 0.02),
                List.of(DetectorReport.of("duplicates", "duplicates", 1, result, window, 1.5)),
                Map.of("not-json" + ATTACK, 3L),
                0);
        return state == null
                ? report
                : report.withAlerts(List.of(Alert.builder()
                        .pipeline("p")
                        .incident("p/quality_score/1")
                        .state(state)
                        .severity(Severity.CRITICAL)
                        .metric("quality_score")
                        .message("fell " + ATTACK)
                        .window(index)
                        .build()));
    }

    private String page(int windows) throws IOException {
        Path file = folder.resolve("report.html");
        try (HtmlReport html = new HtmlReport(file, "data" + ATTACK, 0.8)) {
            for (int i = 0; i < windows; i++) {
                html.accept(report(
                        i,
                        i == 5 ? 0.4 : 0.95,
                        "repeats " + ATTACK,
                        i == 5 ? AlertState.OPENED : i == 8 ? AlertState.RECOVERED : null));
            }
        }
        return Files.readString(file);
    }

    @Test
    void showsScoreIncidentsAndTheWorstWindow() throws IOException {
        String page = page(20);

        assertThat(page)
                .contains(
                        "<svg",
                        "class=\"score\"",
                        "class=\"critical\"",
                        "window 5, score 0.400",
                        "lowest score",
                        "quality_score");
        assertThat(page.indexOf("window 5, score")).isLessThan(page.indexOf("window 0, score"));
    }

    @Test
    void letsNoStrangersStringBecomeMarkup() throws IOException {
        String page = page(20);

        assertThat(page).doesNotContain("<script").doesNotContain("<img").doesNotContain("\u202E");
        assertThat(page).contains("&lt;script&gt;");
        assertThat(page)
                .contains("default-src 'none'")
                .doesNotContain("http://")
                .doesNotContain("https://");
    }

    @Test
    void staysSmallHoweverManyWindowsThereAre() throws IOException {
        assertThat(page(20_000).length()).isLessThan(400_000);
    }
}
