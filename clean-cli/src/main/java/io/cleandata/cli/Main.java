package io.cleandata.cli;

/** The entry point of the {@code clean} command. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] args) {
        System.exit(CleanCommand.commandLine().execute(args));
    }
}
