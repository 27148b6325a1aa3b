package io.cleandata.cli;

import io.cleandata.settings.EffectiveSettings;
import io.cleandata.settings.InvalidSettingsException;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.settings.PipelineSpecReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.dataformat.yaml.YAMLMapper;

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
        PipelineSpec spec;
        try {
            spec = new PipelineSpecReader(Plugins.catalog()).read(config);
        } catch (InvalidSettingsException e) {
            if (!output.json()) {
                throw e;
            }
            console.print(Json.line(Json.object("valid", false, "problems", e.problems())));
            return ExitStatus.WRONG_USAGE;
        }
        if (output.json()) {
            var fields = Json.object("valid", true, "pipeline", spec.name());
            if (effective) {
                fields.put("settings", YAMLMapper.shared().readTree(EffectiveSettings.of(spec)));
            }
            console.print(Json.line(fields));
            return ExitStatus.FINE;
        }
        if (effective) {
            EffectiveSettings.of(spec).lines().map(console::safe).forEach(console::print);
            return ExitStatus.FINE;
        }
        console.print("pipeline " + spec.name() + " is fine.");
        return ExitStatus.FINE;
    }
}
