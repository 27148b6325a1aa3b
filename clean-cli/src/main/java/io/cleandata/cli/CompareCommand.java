package io.cleandata.cli;

import io.cleandata.detectors.drift.Profile;
import io.cleandata.detectors.drift.ProfileComparison;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Tells which features differ between two profiles that \"clean profile\" made.")
final class CompareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "BEFORE.profile", description = "The profile to compare with.")
    private Path before;

    @Parameters(index = "1", paramLabel = "NOW.profile", description = "The profile in question.")
    private Path now;

    @Option(names = "--fail-on-drift", description = "End with status 3 when any feature differs.")
    private boolean failOnDrift;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        var console = output.console();
        var earlier = Profile.read(before);
        var later = Profile.read(now);
        if (!output.quiet() && !(earlier.knowsMissing() && later.knowsMissing())) {
            console.note("clean: " + (earlier.knowsMissing() ? now : before)
                    + " was made by an older version, which did not count missing values; they are not compared");
        }
        var comparison = ProfileComparison.of(earlier, later);
        if (output.json()) {
            console.print(Json.line(Json.object(
                    "features",
                    comparison.features().stream()
                            .map(feature -> Json.object(
                                    "feature",
                                    feature.name(),
                                    "differs",
                                    feature.drifted(),
                                    "measure",
                                    feature.measure(),
                                    "effect",
                                    feature.effect(),
                                    "reason",
                                    feature.drifted() ? feature.words() : null))
                            .toList(),
                    "onlyBefore",
                    comparison.onlyBefore(),
                    "onlyNow",
                    comparison.onlyNow())));
            return status(comparison);
        }
        var table = new Table("lllrl").row(console::faint, "feature", "", "measure", "effect", "what moved");
        for (var feature : comparison.features()) {
            UnaryOperator<String> style = feature.drifted() ? console::yellow : UnaryOperator.identity();
            table.row(
                    style,
                    console.safe(feature.name()),
                    feature.drifted() ? "differs" : "alike",
                    feature.measure(),
                    String.format(Locale.ROOT, "%.3f", feature.effect()),
                    feature.drifted() ? console.safe(feature.words()) : "");
        }
        table.lines().forEach(console::print);
        for (String name : comparison.onlyBefore()) {
            console.print(console.yellow(console.safe(name) + " is gone"));
        }
        for (String name : comparison.onlyNow()) {
            console.print(console.yellow(console.safe(name) + " is new"));
        }
        return status(comparison);
    }

    private int status(ProfileComparison comparison) {
        boolean differs = comparison.features().stream().anyMatch(ProfileComparison.Feature::drifted)
                || !comparison.onlyBefore().isEmpty()
                || !comparison.onlyNow().isEmpty();
        return differs && failOnDrift ? ExitStatus.BELOW_LIMIT : ExitStatus.FINE;
    }
}
