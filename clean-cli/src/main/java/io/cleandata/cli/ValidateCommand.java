package io.cleandata.cli;

import io.cleandata.settings.PipelineSpecReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Checks a pipeline's settings and tells everything that is wrong with them.")
final class ValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PIPELINE.yaml", description = "The settings.")
    private Path config;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        var console = output.console();
        var spec = new PipelineSpecReader(Plugins.catalog()).read(config);
        console.print("pipeline " + spec.name() + " is fine.");
        return ExitStatus.FINE;
    }
}
