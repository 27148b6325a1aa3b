package io.cleandata.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        versionProvider = CleanVersion.class,
        description = "Watches the quality of data that machine-learning systems are trained and served on.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "\"clean COMMAND --help\" explains a command."},
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            DoctorCommand.class,
            TailCommand.class,
            ReplayCommand.class,
            MonitorCommand.class,
            ValidateCommand.class,
            PluginsCommand.class,
            SchemaCommand.class,
            TuneCommand.class,
            SuggestCommand.class,
            ProfileCommand.class,
            CompareCommand.class,
            GenerateCompletion.class,
            WarmUpCommand.class
        })
final class CleanCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    static CommandLine commandLine() {
        var failures = new Failures();
        return new CommandLine(new CleanCommand())
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
