package io.cleandata.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options about printing that commands have in common. */
final class OutputOptions {
    @Option(names = "--no-color", description = "Print plain ASCII lines; so does the variable NO_COLOR.")
    private boolean noColor;

    @Option(names = "--json", description = "Print JSON, for other programs.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing but errors.")
    private boolean quiet;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    boolean json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }

    /** Says what is waited for, to a person. */
    void connecting(String to) {
        if (!quiet && !json) {
            console().note("clean: connecting to " + to + " ...");
        }
    }

    /** Where results go; nowhere when they are not wanted. */
    Console console() {
        var line = command.commandLine();
        var out = quiet ? new PrintWriter(PrintWriter.nullWriter()) : line.getOut();
        return Console.of(out, line.getErr(), noColor || json || quiet, System.getenv());
    }
}
