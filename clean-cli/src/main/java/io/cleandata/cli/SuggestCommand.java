package io.cleandata.cli;

import io.cleandata.detectors.constraints.RuleSuggestions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "suggest",
        mixinStandardHelpOptions = true,
        description = "Proposes constraints that history obeys, as YAML to copy into a pipeline's settings.")
final class SuggestCommand implements Callable<Integer> {
    @Mixin
    private HistoryOptions history;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws Exception {
        var console = output.console();
        var rules = new RuleSuggestions();
        try (var run = new Replay(history.spec(reader -> reader.overriding("detectors", List.of())))) {
            run.listen(report -> rules.add(report.window()));
            run.toTheEnd();
        }
        if (output.json()) {
            var found = rules.suggestions().stream()
                    .map(suggestion -> Json.object("rule", suggestion.rule(), "evidence", suggestion.evidence()))
                    .toList();
            console.print(Json.line(Json.object("history", history.title(), "rules", found)));
            return ExitStatus.FINE;
        }
        console.print("# Rules that " + console.safe(history.title()) + " obeys; keep those that must always hold.");
        console.print("detectors:");
        console.print("  - type: constraints");
        console.print("    rules:");
        for (var suggestion : rules.suggestions()) {
            // JSON in one line is YAML, too, and quotes what must be quoted.
            String rule = Json.line(suggestion.rule());
            console.print("      - " + console.safe(rule) + "  # " + console.safe(suggestion.evidence()));
        }
        return ExitStatus.FINE;
    }
}
