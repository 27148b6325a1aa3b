package io.cleandata.cli;

import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
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

    /** The message alone is often just a file's name. */
    private static String words(IOException e) {
        if (e instanceof NoSuchFileException) {
            return e.getMessage() + " does not exist";
        } else if (e instanceof AccessDeniedException) {
            return e.getMessage() + " must not be read or written by this user";
        } else if (e instanceof FileAlreadyExistsException) {
            return e.getMessage() + " exists already";
        }
        return e.toString();
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        var command = e.getCommandLine();
        var text = new StringBuilder("clean: ").append(e.getMessage());
        if (e instanceof UnmatchedArgumentException unmatched) {
            var guesses = unmatched.getSuggestions();
            if (!guesses.isEmpty()) {
                text.append(". Did you mean ").append(guesses.get(0)).append('?');
            }
        }
        String sentence = text.toString().replaceAll("\\s*\\R\\s*", " ");
        String end = sentence.endsWith(".") || sentence.endsWith("?") ? " " : ". ";
        String cure = e instanceof MissingParameterException || !sentence.contains("\"clean ")
                ? end + "\"" + command.getCommandSpec().qualifiedName() + " --help\" tells more."
                : "";
        command.getErr().println(sentence + cure);
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
