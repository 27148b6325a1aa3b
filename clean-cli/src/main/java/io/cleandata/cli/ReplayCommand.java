package io.cleandata.cli;

import io.cleandata.cli.html.HtmlReport;
import io.cleandata.model.WindowReport;
import io.cleandata.report.Naming;
import io.cleandata.report.ReportsWriter;
import io.cleandata.report.ScoresWriter;
import io.cleandata.settings.LiveParts;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.settings.PipelineSpecReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Analyses history from a file: what would have been found?",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:fine",
            "1:failed",
            "2:wrong usage or settings",
            "3:a complete window's score lies below --fail-below, beyond doubt"
        })
final class ReplayCommand implements Callable<Integer> {
    /** What a replay takes from no file: it must reach nobody and leave production's state alone. */
    private static final String[] NOT_FROM_FILE = {"source", "alerts", "metrics", "dead-letter", "quarantine", "pass-to"
    };

    @Parameters(paramLabel = "FILE", description = "JSON lines or CSV, plain or .gz; - for standard input.")
    private String file;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "PIPELINE.yaml",
            description = "Settings; its source, alerts, metrics and state directory are passed over.")
    private @Nullable Path config;

    @Option(names = "--label", paramLabel = "COLUMN", description = "Column (or JSON path) that holds the label.")
    private @Nullable String label;

    @Option(names = "--window-size", paramLabel = "N", description = "Samples in a window (default: 1000).")
    private @Nullable Integer windowSize;

    @Option(
            names = "--detectors",
            split = ",",
            paramLabel = "NAME",
            description = "Detectors to run, or all (the default).")
    private @Nullable List<String> detectors;

    @Option(names = "--scores", paramLabel = "OUT.jsonl", description = "Write every sample's scores here.")
    private @Nullable Path scores;

    @Option(names = "--reports", paramLabel = "OUT.jsonl", description = "Write every window's report here.")
    private @Nullable Path reports;

    @Option(names = "--html", paramLabel = "OUT.html", description = "Write a page to look at here.")
    private @Nullable Path html;

    @Option(
            names = "--fail-below",
            paramLabel = "SCORE",
            description = "End with status 3 when a complete window's scoreHigh is lower.")
    private @Nullable Double failBelow;

    @Option(names = "--state-dir", paramLabel = "DIR", description = "Go on where a replay that was killed stopped.")
    private @Nullable Path stateDirectory;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing but errors.")
    private boolean quiet;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (failBelow != null && !(failBelow >= 0 && failBelow <= 1)) {
            throw new ParameterException(command.commandLine(), "--fail-below must lie between 0 and 1.");
        }
        var console = output.console();
        var spec = settings();
        var totals = new ReplayTotals();
        try (var run = new Replay(spec)) {
            run.listen(totals::add);
            if (scores != null) {
                run.write(new ScoresWriter(scores, Naming.byLine()));
            }
            if (reports != null) {
                run.write(new ReportsWriter(reports, Naming.byLine()));
            }
            if (html != null) {
                run.write(new HtmlReport(html, title(), spec.quality().threshold()));
            }
            var progress = new Progress(console, run.ticker(), quiet ? 0 : InputSize.of(file));
            if (!quiet) {
                run.listen(report -> progress.at(done(report), totals.samples(), report.score()));
            }
            run.toTheEnd();
            progress.end();
            if (!quiet) {
                new ReplaySummary(console, totals).print(title(), run.seconds(), run.badMessages());
            }
            if (totals.samples() == 0 && !run.badMessages().isEmpty()) {
                console.note("clean: no message of " + title() + " is a sample: " + run.badMessages());
                return ExitStatus.FAILED;
            }
        }
        return verdict(console, totals);
    }

    private PipelineSpec settings() throws IOException {
        var reader = new PipelineSpecReader(Plugins.catalog())
                .ignoring(NOT_FROM_FILE)
                .overriding("source", source());
        if (label != null) {
            reader = reader.overriding("parser.label", label);
        }
        if (windowSize != null) {
            reader = reader.overriding("window.size", windowSize);
        }
        if (detectors != null) {
            reader = reader.overriding("detectors", detectors.equals(List.of("all")) ? "all" : detectors);
        }
        if (stateDirectory != null) {
            reader = reader.overriding("pipeline.state-dir", stateDirectory.toString());
        }
        return config == null ? reader.read(Map.of(), LiveParts.none()) : reader.read(config);
    }

    private Map<String, String> source() throws IOException {
        return file.equals("-")
                ? Map.of("type", "file", "path", file, "format", StandardInput.format())
                : Map.of("type", "file", "path", file);
    }

    private String title() {
        return file.equals("-") ? "standard input" : file;
    }

    private static long done(WindowReport report) {
        var window = report.window();
        return window.size() == 0
                ? 0
                : window.message(window.size() - 1).position().second();
    }

    private int verdict(Console console, ReplayTotals totals) {
        if (failBelow != null && totals.lowestScoreHigh() < failBelow) {
            console.note("clean: a window's score is at most " + Figures.score(totals.lowestScoreHigh())
                    + ", which is below " + failBelow);
            return ExitStatus.BELOW_LIMIT;
        }
        return ExitStatus.FINE;
    }
}
