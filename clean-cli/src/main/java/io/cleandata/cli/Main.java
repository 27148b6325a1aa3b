package io.cleandata.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The entry point of the {@code clean} command. */
public final class Main {
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";
    private static final String ENGINE_LOG = "org.slf4j.simpleLogger.log.io.cleandata.engine.Engine";

    private static final Set<String> LOOKING = Set.of("doctor", "tail");

    private Main() {}

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("monitor")) {
            setUnlessSet(LOG_LEVEL, "info");
        } else if (args.length > 0 && LOOKING.contains(args[0])) {
            setUnlessSet(
                    LOG_LEVEL, "off"); // clients log each attempt to reach a broker; the command tells what came of it
        } else {
            setUnlessSet(ENGINE_LOG, "off"); // the command itself tells of a failure
        }
        int status = CleanCommand.commandLine()
                .setOut(writer(FileDescriptor.out))
                .setErr(writer(FileDescriptor.err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .execute(args);
        System.exit(status);
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Always UTF-8: what is printed may be read by a program, whatever the locale. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
