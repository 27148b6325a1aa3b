package io.cleandata.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The files of a command: refuses to write where something is read, since that would be gone, and two things into one file.
 *
 * <p>Devices and pipes ({@code /dev/null}) may be named as often as one likes.
 */
final class OutputFiles {
    private final CommandSpec command;
    private final Map<String, Path> files = new LinkedHashMap<>();

    OutputFiles(CommandSpec command) {
        this.command = command;
    }

    /** A file that is read. */
    OutputFiles reads(String what, @Nullable Path file) {
        if (file != null) {
            files.put(what, file);
        }
        return this;
    }

    /** A file that an option has written; refused when it is one of those before. */
    OutputFiles writes(String option, @Nullable Path file) {
        if (file == null) {
            return this;
        }
        files.forEach((what, other) -> {
            if (same(file, other)) {
                throw new ParameterException(
                        command.commandLine(), option + " names the same file as " + what + ": " + file + ".");
            }
        });
        files.put(option, file);
        return this;
    }

    private static boolean same(Path a, Path b) {
        if (Files.exists(a) && !Files.isRegularFile(a)) {
            return false;
        }
        try {
            return Files.isSameFile(a, b);
        } catch (IOException e) { // one of them does not exist
            return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
        }
    }
}
