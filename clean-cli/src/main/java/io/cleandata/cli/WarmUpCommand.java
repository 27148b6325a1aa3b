package io.cleandata.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Uses what most commands use, so that a Class Data Sharing archive is made of it; called by {@code bin/clean}. */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        var data = Files.createTempFile("clean-warm-up", ".csv");
        try {
            var text = new StringBuilder("number,category,label\n");
            for (int i = 0; i < 300; i++) {
                text.append(i * 0.37)
                        .append(",c")
                        .append(i % 7)
                        .append(",l")
                        .append(i % 3)
                        .append('\n');
            }
            Files.writeString(data, text);
            run("--help");
            run("plugins");
            run("replya");
            run("replay", data.toString(), "--label", "label", "--window-size", "100");
        } finally {
            Files.delete(data);
        }
        return ExitStatus.FINE;
    }

    private static void run(String... arguments) {
        var nowhere = new PrintWriter(PrintWriter.nullWriter());
        CleanCommand.commandLine().setOut(nowhere).setErr(nowhere).execute(arguments);
    }
}
