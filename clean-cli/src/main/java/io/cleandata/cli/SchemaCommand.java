package io.cleandata.cli;

import io.cleandata.settings.SettingsSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Prints a JSON Schema of pipelines' settings, for completion and checks in editors.")
final class SchemaCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        output.console().print(SettingsSchema.json(Plugins.catalog()));
        return ExitStatus.FINE;
    }
}
