package io.cleandata.cli;

import io.cleandata.detectors.drift.ProfileBuilder;
import io.cleandata.file.FileProblem;
import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        description = "Summarises history in a file that the drift detector and \"clean compare\" can read.")
final class ProfileCommand implements Callable<Integer> {
    @Mixin
    private HistoryOptions history;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT.profile",
            description = "Where the profile is written.")
    private Path profile;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws Exception {
        history.files().writes("--output", profile);
        var builder = new ProfileBuilder();
        try (var run = new Replay(history.spec(reader -> reader.overriding("detectors", List.of())))) {
            run.listen(report -> builder.add(report.window()));
            run.toTheEnd();
        }
        var made = builder.build();
        try {
            made.save(profile);
        } catch (IOException e) {
            throw new CleanException(
                    CleanException.Kind.EXTERNAL, "cannot write " + profile + ": " + FileProblem.words(profile, e), e);
        }
        if (output.json()) {
            output.console()
                    .print(Json.line(Json.object(
                            "profile",
                            profile.toString(),
                            "samples",
                            made.rows(),
                            "features",
                            made.features().size())));
            return ExitStatus.FINE;
        }
        output.console()
                .print(profile + ": " + Figures.count(made.rows(), "sample", "samples") + ", "
                        + Figures.count(made.features().size(), "feature", "features"));
        return ExitStatus.FINE;
    }
}
