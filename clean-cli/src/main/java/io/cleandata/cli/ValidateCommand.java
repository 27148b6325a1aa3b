package io.cleandata.cli;

import io.cleandata.settings.EffectiveSettings;
import io.cleandata.settings.PipelineSpecReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Checks a pipeline's settings and tells everything that is wrong with them.")
final class ValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PIPELINE.yaml", description = "The settings.")
    private Path config;

    @Option(
            names = "--effective",
            description = "Print what the pipeline would run with: every option, defaults marked, secrets hidden.")
    private boolean effective;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        var console = output.console();
        var spec = new PipelineSpecReader(Plugins.catalog()).read(config);
        if (effective) {
            EffectiveSettings.of(spec).lines().map(console::safe).forEach(console::print);
            return ExitStatus.FINE;
        }
        console.print("pipeline " + spec.name() + " is fine.");
        return ExitStatus.FINE;
    }
}
