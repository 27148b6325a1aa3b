package io.cleandata.cli;

import io.cleandata.settings.SettingsSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Prints a JSON Schema of pipelines' settings, for completion and checks in editors.")
final class SchemaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(SettingsSchema.json(Plugins.catalog()));
        return ExitStatus.FINE;
    }
}
