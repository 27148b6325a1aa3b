package io.cleandata.cli;

import io.cleandata.cli.html.HtmlReport;
import io.cleandata.model.WindowReport;
import io.cleandata.report.Naming;
import io.cleandata.report.ReportsWriter;
import io.cleandata.report.ScoresWriter;
import io.cleandata.settings.PipelineSpecReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
    @Mixin
    private HistoryOptions history;

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

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (failBelow != null && !(failBelow >= 0 && failBelow <= 1)) {
            throw new ParameterException(command.commandLine(), "--fail-below must lie between 0 and 1.");
        }
        history.files().writes("--scores", scores).writes("--reports", reports).writes("--html", html);
        var console = output.console();
        var spec = history.spec(this::settings);
        var totals = new ReplayTotals();
        try (var run = new Replay(spec)) {
            run.listen(totals::add);
            if (scores != null) {
                run.write(new ScoresWriter(scores, Naming.byLine(), stateDirectory != null));
            }
            if (reports != null) {
                run.write(new ReportsWriter(reports, Naming.byLine(), stateDirectory != null));
            }
            if (html != null) {
                run.write(new HtmlReport(html, history.title(), spec.quality().threshold()));
            }
            var progress = new Progress(console, run.ticker(), InputSize.of(history.file()));
            run.listen(report -> progress.at(done(report), totals.samples(), report.score()));
            run.whenEnded(progress::end);
            var damage = run.asFarAsItGoes();
            var summary = new ReplaySummary(console, totals);
            if (output.json()) {
                console.print(Json.line(summary.fields(history.title(), run.seconds(), run.badMessages())));
            } else {
                summary.print(history.title(), run.seconds(), run.badMessages());
            }
            if (damage != null) {
                throw damage;
            }
            boolean goesOn = stateDirectory != null && run.badMessages().isEmpty(); // may have read all before
            if (totals.samples() == 0 && !goesOn) {
                console.note("clean: " + NoSamples.why(history.title(), run.badMessages()));
                return ExitStatus.FAILED;
            }
        }
        return verdict(console, totals);
    }

    private PipelineSpecReader settings(PipelineSpecReader reader) {
        if (detectors != null) {
            reader = reader.overriding("detectors", detectors.equals(List.of("all")) ? "all" : detectors);
        }
        if (stateDirectory != null) {
            reader = reader.overriding("pipeline.state-dir", stateDirectory.toString());
        }
        return reader;
    }

    /** Bytes of the input that are read. */
    static long done(WindowReport report) {
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
        if (failBelow != null
                && totals.windows() > 0
                && Arrays.stream(totals.scores()).allMatch(Double::isNaN)) {
            console.note("clean: no window could be judged, so that --fail-below has nothing to go by;"
                    + " the table above says why, and --detectors chooses others");
            return ExitStatus.FAILED;
        }
        return ExitStatus.FINE;
    }
}
