package io.cleandata.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** What is printed at the end of a replay. */
final class ReplaySummary {
    private final Console console;
    private final ReplayTotals totals;

    ReplaySummary(Console console, ReplayTotals totals) {
        this.console = console;
        this.totals = totals;
    }

    /** All of it for another program. */
    Map<String, @Nullable Object> fields(String input, double seconds, Map<String, Long> badMessages) {
        Map<String, Object> detectors = new LinkedHashMap<>();
        totals.detectors()
                .forEach((name, total) -> detectors.put(
                        name,
                        Json.object(
                                "flagged",
                                total.flagged,
                                "meanRate",
                                total.meanRate(),
                                "windows",
                                total.windows,
                                "failed",
                                total.failed,
                                "notAssessable",
                                total.notAssessable,
                                "note",
                                total.note)));
        var worst = totals.worst().stream()
                .map(window -> Json.object(
                        "window",
                        window.window(),
                        "first",
                        window.first(),
                        "last",
                        window.last(),
                        "score",
                        window.score(),
                        "scoreLow",
                        window.low(),
                        "scoreHigh",
                        window.high(),
                        "reason",
                        window.why()))
                .toList();
        return Json.object(
                "input",
                input,
                "samples",
                totals.samples(),
                "windows",
                totals.windows(),
                "seconds",
                seconds,
                "meanScore",
                known().average().orElse(Double.NaN),
                "lowestScore",
                known().min().orElse(Double.NaN),
                "detectors",
                detectors,
                "worst",
                worst,
                "badMessages",
                badMessages,
                "lateSamples",
                totals.lateSamples(),
                "alertsOpened",
                totals.opened(),
                "alertsRecovered",
                totals.recovered());
    }

    private DoubleStream known() {
        return Arrays.stream(totals.scores()).filter(score -> !Double.isNaN(score));
    }

    void print(String input, double seconds, Map<String, Long> badMessages) {
        console.print(console.bold(String.format(
                Locale.ROOT,
                "%s: %s in %s, %s (%s samples/s)",
                console.safe(input),
                Figures.count(totals.samples(), "sample", "samples"),
                Figures.count(totals.windows(), "window", "windows"),
                Figures.seconds(seconds),
                Figures.count((long) (totals.samples() / Math.max(seconds, 1e-3))))));
        if (totals.windows() > 0) {
            scores();
            detectors();
            worst();
        }
        counts(badMessages);
    }

    private void scores() {
        double[] scores = totals.scores();
        double mean = known().average().orElse(Double.NaN);
        double lowest = known().min().orElse(Double.NaN);
        console.print("");
        console.print("score by window  " + Chart.of(scores, console.columns() - 20, console.unicode()) + "  "
                + Chart.legend(console.unicode()));
        console.print("mean " + Figures.score(mean) + ", lowest " + Figures.score(lowest));
    }

    private void detectors() {
        var table = new Table("lrrl").row(console::faint, "detector", "flagged", "mean rate", "");
        totals.detectors().forEach((name, total) -> {
            String trouble = console.shorten(console.safe(trouble(total)), Math.max(30, console.columns() - 36));
            table.row(name, Figures.count(total.flagged), Figures.percent(total.meanRate()), trouble);
        });
        console.print("");
        table.lines().forEach(console::print);
    }

    private static String trouble(ReplayTotals.DetectorTotal total) {
        if (total.failed > 0) {
            return "failed in " + Figures.count(total.failed, "window", "windows") + ": " + total.note;
        }
        return total.notAssessable == 0
                ? ""
                : "could not judge " + Figures.count(total.notAssessable, "window", "windows") + ": " + total.note;
    }

    private void worst() {
        if (totals.worst().isEmpty()) {
            return;
        }
        var table = new Table("rlrll").row(console::faint, "window", "samples", "score", "interval", "worst fault");
        for (var window : totals.worst()) {
            table.row(
                    Long.toString(window.window()),
                    window.first() + "-" + window.last(),
                    Figures.score(window.score()),
                    Figures.score(window.low()) + "-" + Figures.score(window.high()),
                    console.shorten(console.safe(window.why()), Math.max(30, console.columns() - 45)));
        }
        console.print("");
        console.print(console.bold("worst windows"));
        table.lines().forEach(console::print);
    }

    private void counts(Map<String, Long> badMessages) {
        console.print("");
        if (badMessages.isEmpty()) {
            console.print("bad messages: none");
        } else {
            var list = new StringBuilder();
            badMessages.forEach((reason, count) -> list.append(list.length() == 0 ? "" : ", ")
                    .append(console.safe(reason))
                    .append(' ')
                    .append(Figures.count(count)));
            console.print("bad messages: " + list);
        }
        if (totals.lateSamples() > 0) {
            console.print("late samples: " + Figures.count(totals.lateSamples()));
        }
        console.print("alerts: " + totals.opened() + " opened, " + totals.recovered() + " recovered");
    }
}
