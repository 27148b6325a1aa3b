package io.cleandata.cli;

import io.cleandata.cli.tune.HistoryFigures;
import io.cleandata.cli.tune.Proposal;
import io.cleandata.cli.tune.Trials;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        description =
                "Proposes a threshold, metrics' thresholds and weights for a budget of false alerts, as YAML to copy"
                        + " into a pipeline's settings, and tells the alerts that they would have raised. Replays history twice,"
                        + " through the engine and the alert policy that a live pipeline has. Where history is taken to be sound,"
                        + " its alerts are false; --incidents tells how many are not.")
final class TuneCommand implements Callable<Integer> {
    @Mixin
    private HistoryOptions history;

    @Option(
            names = "--false-alerts",
            paramLabel = "N/PERIOD",
            description = "Bearable false alerts, such as 1/week (the default) or 2/month.")
    private @Nullable String falseAlerts;

    @Option(
            names = "--covers",
            paramLabel = "DAYS",
            description = "Days that the history covers, where samples have no timestamps.")
    private @Nullable Double days;

    @Option(
            names = "--incidents",
            paramLabel = "N",
            defaultValue = "0",
            description = "Real incidents that the history is known to hold (default: 0).")
    private int incidents;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (history.file().equals("-")) {
            throw new ParameterException(
                    command.commandLine(), "history is read twice: give a file, not standard input.");
        }
        if (incidents < 0 || (days != null && !(days > 0))) {
            throw new ParameterException(
                    command.commandLine(), "--incidents must not be negative, and --covers must be positive.");
        }
        var console = output.console();
        var figures = new HistoryFigures();
        Map<String, Double> weights = new LinkedHashMap<>();
        Duration between;
        try (var run = replay(Map.of())) {
            weights.putAll(run.spec().quality().weights());
            between = run.spec().quality().timeBetweenFalseAlerts();
            follow(console, run);
            run.listen(figures::add);
            run.toTheEnd();
        }
        Duration span = days == null ? figures.span() : Duration.ofSeconds((long) (days * 86_400));
        var proposal = Proposal.of(figures, span, between, incidents);
        weights.putAll(proposal.weights());
        try (var run = replay(weights)) {
            var trials = new Trials(run.spec().quality(), proposal.metrics());
            follow(console, run);
            run.listen(trials::add);
            run.toTheEnd();
            var report = new TuneReport(
                    history.title(), figures, span, proposal, trials, run.spec().quality());
            if (output.json()) {
                console.print(Json.line(report.fields()));
            } else {
                report.lines().stream().map(console::safe).forEach(console::print);
            }
        }
        return ExitStatus.FINE;
    }

    private Replay replay(Map<String, Double> weights) throws Exception {
        return new Replay(history.spec(reader -> {
            var tuned = weights.isEmpty() ? reader : reader.overriding("quality.weights", weights);
            return falseAlerts == null ? tuned : tuned.overriding("quality.false-alerts", falseAlerts);
        }));
    }

    private void follow(Console console, Replay run) {
        var progress = new Progress(console, run.ticker(), InputSize.of(history.file()));
        var totals = new ReplayTotals();
        run.listen(report -> {
            totals.add(report);
            progress.at(ReplayCommand.done(report), totals.samples(), report.score());
        });
        run.whenEnded(progress::end);
    }
}
