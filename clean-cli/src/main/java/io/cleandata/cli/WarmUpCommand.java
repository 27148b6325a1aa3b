package io.cleandata.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Uses what most commands use, so that a Class Data Sharing archive is made of it; called by {@code bin/clean}. */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        var nowhere = new PrintWriter(PrintWriter.nullWriter());
        for (String arguments : new String[] {"--help", "replay --help", "plugins"}) {
            CleanCommand.commandLine().setOut(nowhere).setErr(nowhere).execute(arguments.split(" "));
        }
        return ExitStatus.FINE;
    }
}
