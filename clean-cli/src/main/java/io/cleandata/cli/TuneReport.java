package io.cleandata.cli;

import io.cleandata.cli.tune.HistoryFigures;
import io.cleandata.cli.tune.Proposal;
import io.cleandata.cli.tune.Trials;
import io.cleandata.model.Alert;
import io.cleandata.settings.QualityOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tuning found: YAML with its reasons as comments, or an object. */
final class TuneReport {
    private static final int SHOWN_ALERTS = 20;

    private final String title;
    private final HistoryFigures figures;
    private final Duration span;
    private final Proposal proposal;
    private final Trials trials;
    private final Trials.Trial best;
    private final QualityOptions quality;

    TuneReport(
            String title,
            HistoryFigures figures,
            Duration span,
            Proposal proposal,
            Trials trials,
            QualityOptions quality) {
        this.title = title;
        this.figures = figures;
        this.span = span;
        this.proposal = proposal;
        this.trials = trials;
        this.best = trials.best(proposal.allowed());
        this.quality = quality;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("# " + title + ": " + Figures.count(figures.samples(), "sample", "samples") + " in "
                + Figures.count(figures.windows(), "window", "windows") + ", "
                + (span.isZero() ? "no telling how many days (there are no timestamps; --covers tells it)" : days(span))
                + ".");
        lines.add("# " + quality.falseAlerts() + " bears "
                + Figures.count(proposal.allowed(), "window", "windows")
                + " with alerts in it. Scores of its windows: lowest quarter "
                + Figures.score(trials.scores().quantile(0.25)) + ", median "
                + Figures.score(trials.scores().median()) + ".");
        lines.add("#");
        table(lines);
        lines.add("quality:");
        lines.add("  threshold: " + best.threshold());
        lines.add("  false-alerts: " + quality.falseAlerts());
        if (!proposal.metrics().isEmpty()) {
            lines.add("  metrics:");
            figures.detectors().values().forEach(detector -> {
                Double threshold = proposal.metrics().get(detector.metric());
                if (threshold != null) {
                    lines.add(String.format(
                            Locale.ROOT,
                            "    %s: {threshold: %s}  # usually %s, at most %s",
                            detector.metric(),
                            threshold,
                            Figures.percent(detector.rates().median()),
                            Figures.percent(detector.rates().quantile(1))));
                }
            });
        }
        weights(lines);
        lines.add("");
        alerts(lines);
        return lines;
    }

    private void table(List<String> lines) {
        var table = new Table("rrl").row("threshold", "windows with alerts", "");
        for (int i = trials.all().size() - 1; i >= 0; i--) {
            var trial = trials.all().get(i);
            boolean shown = trial == best
                    || i % 5 == 0
                    || i + 1 == trials.all().size()
                    || trial.windows() != trials.all().get(i + 1).windows();
            if (shown) {
                table.row(
                        Figures.score(trial.threshold()),
                        Integer.toString(trial.windows()),
                        trial == best ? "<- proposed" : "");
            }
        }
        table.lines().forEach(line -> lines.add("# " + line));
    }

    private void weights(List<String> lines) {
        if (proposal.weights().isEmpty()) {
            return;
        }
        lines.add("  weights:");
        proposal.weights().forEach((name, weight) -> {
            var detector = figures.detectors().get(name);
            String why = detector == null
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "  # instead of %s: it takes %s off the score of the usual window; if that is a fault, mend the data"
                                    + " and keep the weight",
                            detector.weight(),
                            Figures.score(detector.losses().median()));
            lines.add("    " + name + ": " + weight + why);
        });
    }

    private void alerts(List<String> lines) {
        int count = best.opened().size();
        if (count == 0) {
            lines.add("# These settings would have raised no alert.");
            return;
        }
        lines.add("# These settings would have raised " + Figures.count(count, "alert", "alerts")
                + (best.windows() > proposal.allowed()
                        ? ", which no threshold helps: see whether they are real incidents (--incidents)"
                        : "")
                + ":");
        best.opened().stream().limit(SHOWN_ALERTS).forEach(alert -> lines.add(line(alert)));
        if (count > SHOWN_ALERTS) {
            lines.add("#   and " + Figures.count(count - SHOWN_ALERTS) + " more");
        }
    }

    private static String line(Alert alert) {
        return "#   window " + alert.window() + ", " + alert.firstPosition() + " to " + alert.lastPosition() + ", "
                + alert.severity().name().toLowerCase(Locale.ROOT) + ": "
                + alert.message().replace('\n', ' ');
    }

    private static String days(Duration span) {
        return String.format(Locale.ROOT, "%.1f days", span.toMinutes() / 1440.0);
    }

    Map<String, @Nullable Object> fields() {
        return Json.object(
                "history",
                title,
                "samples",
                figures.samples(),
                "windows",
                figures.windows(),
                "days",
                span.isZero() ? null : span.toMinutes() / 1440.0,
                "falseAlerts",
                quality.falseAlerts(),
                "allowed",
                proposal.allowed(),
                "trials",
                trials.all().stream()
                        .map(trial -> Json.object("threshold", trial.threshold(), "windowsWithAlerts", trial.windows()))
                        .toList(),
                "proposal",
                Json.object(
                        "threshold", best.threshold(), "metrics", proposal.metrics(), "weights", proposal.weights()),
                "alerts",
                best.opened().stream()
                        .map(alert -> Json.object(
                                "window",
                                alert.window(),
                                "first",
                                alert.firstPosition(),
                                "last",
                                alert.lastPosition(),
                                "severity",
                                alert.severity().name().toLowerCase(Locale.ROOT),
                                "metric",
                                alert.metric(),
                                "value",
                                alert.value(),
                                "message",
                                alert.message()))
                        .toList());
    }
}
