package io.cleandata.cli;

import io.cleandata.spi.CleanException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns failures into one line on standard error and an exit status. */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result) throws Exception {
        if (e instanceof CleanException failure && failure.kind() != CleanException.Kind.INTERNAL) {
            command.getErr().println("clean: " + failure.getMessage());
            return failure.kind() == CleanException.Kind.SETTINGS ? ExitStatus.WRONG_USAGE : ExitStatus.FAILED;
        }
        if (e instanceof IOException) {
            command.getErr().println("clean: " + e); // the message alone is often just a file's name
            return ExitStatus.FAILED;
        }
        throw e;
    }
}
