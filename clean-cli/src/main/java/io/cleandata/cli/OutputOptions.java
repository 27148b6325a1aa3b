package io.cleandata.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options about printing that commands have in common. */
final class OutputOptions {
    @Option(names = "--no-color", description = "Print plain ASCII lines; so does the variable NO_COLOR.")
    private boolean noColor;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    Console console() {
        var line = command.commandLine();
        return Console.of(line.getOut(), line.getErr(), noColor, System.getenv());
    }
}
