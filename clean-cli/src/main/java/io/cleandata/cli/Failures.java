package io.cleandata.cli;

import io.cleandata.file.FileProblem;
import io.cleandata.settings.Names;
import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns failures into one line on standard error, which names the cure, and an exit status. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result) throws Exception {
        if (e instanceof CleanException failure && failure.kind() != CleanException.Kind.INTERNAL) {
            command.getErr().println("clean: " + failure.getMessage());
            return failure.kind() == CleanException.Kind.SETTINGS ? ExitStatus.WRONG_USAGE : ExitStatus.FAILED;
        }
        if (e instanceof IOException failure) {
            command.getErr().println("clean: " + words(failure));
            return ExitStatus.FAILED;
        }
        if (e instanceof UncheckedIOException failure && failure.getCause() != null) {
            command.getErr().println("clean: " + words(failure.getCause()));
            return ExitStatus.FAILED;
        }
        throw e;
    }

    /** For failures of files of which nobody nearer has said what they are. */
    private static String words(IOException e) {
        String file = e instanceof FileSystemException system ? system.getFile() : null;
        return file == null
                ? FileProblem.words(Path.of(""), e)
                : "cannot use " + file + ": " + FileProblem.words(Path.of(file), e);
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        var command = e.getCommandLine();
        String sentence = "clean: " + words(e, arguments).replaceAll("\\s*\\R\\s*", " ");
        String end = sentence.endsWith(".") || sentence.endsWith("?") ? " " : ". ";
        String cure = e instanceof MissingParameterException || !sentence.contains("\"clean ")
                ? end + "\"" + command.getCommandSpec().qualifiedName() + " --help\" tells more."
                : "";
        command.getErr().println(sentence + cure);
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String words(ParameterException e, String[] arguments) {
        var spec = e.getCommandLine().getCommandSpec();
        var unknown = unknownOption(e, arguments);
        if (unknown.isPresent()) {
            String option = unknown.get();
            String guess = option.startsWith("--")
                    ? Names.guess(option, spec.optionsMap().keySet())
                    : "";
            return "Unknown option " + option + "." + guess;
        }
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            var commands = spec.subcommands().entrySet().stream()
                    .filter(entry ->
                            !entry.getValue().getCommandSpec().usageMessage().hidden())
                    .map(Map.Entry::getKey)
                    .toList();
            return commands.isEmpty()
                    ? "The argument \"" + first + "\" is one too many."
                    : "There is no command \"" + first + "\"." + Names.guess(first, commands);
        }
        return String.valueOf(e.getMessage())
                .replaceAll("is not an? (int|long)$", "is no whole number")
                .replaceAll("is not an? (double|float)$", "is no number");
    }

    /** The option that is misspelt, whatever else the parser stumbled over because of it. */
    private static Optional<String> unknownOption(ParameterException e, String[] arguments) {
        if (!(e instanceof UnmatchedArgumentException || e instanceof MissingParameterException)) {
            return Optional.empty();
        }
        var known = e.getCommandLine().getCommandSpec().optionsMap().keySet();
        return Arrays.stream(arguments)
                .takeWhile(argument -> !argument.equals("--"))
                .filter(argument -> argument.startsWith("--") || (argument.startsWith("-") && argument.length() == 2))
                .map(argument -> argument.split("=", 2)[0])
                .filter(option -> !known.contains(option) && !Character.isDigit(option.charAt(1)))
                .findFirst();
    }
}
