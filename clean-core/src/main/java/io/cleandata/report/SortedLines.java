package io.cleandata.report;

import io.cleandata.file.FileProblem;
import io.cleandata.spi.CleanException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of lines that is in the order of their numbers when it is closed. A line's number is the first that stands in it.
 *
 * <p>Lines mostly arrive in order and are then simply written. Windows by key or by event time mix them; only then the
 * file is sorted at the end.
 */
final class SortedLines implements AutoCloseable {
    private final Path file;
    private final boolean sorting;
    private OutputStream out;
    private long number = Long.MIN_VALUE;
    private boolean ordered = true;
    private boolean earlier;
    private boolean closed;

    /**
     * @param sorting false to leave the lines in the order in which they come
     * @param goesOn whether to keep what an earlier run has written, until {@link #begin} tells how much of it
     */
    SortedLines(Path file, boolean sorting, boolean goesOn) {
        this.file = file;
        this.sorting = sorting;
        this.earlier = goesOn;
        try {
            out = open(goesOn);
        } catch (IOException e) {
            throw failed("create", e);
        }
    }

    private OutputStream open(boolean append) throws IOException {
        OpenOption[] options = append
                ? new OpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND}
                : new OpenOption[0];
        return new BufferedOutputStream(Files.newOutputStream(file, options), 1 << 16);
    }

    /** This run begins with the window: of what an earlier one has written, the lines of windows before it stay. Once only. */
    void begin(long window) {
        if (!earlier) {
            return;
        }
        earlier = false;
        try {
            out.close();
            if (Files.isRegularFile(file)) {
                LineFile.keep(file, window);
            }
            ordered = false; // together with what stands there already
            out = open(true);
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    void add(long lineNumber, JsonLine line) {
        try {
            if (sorting) {
                ordered &= lineNumber >= number;
                number = lineNumber;
            }
            line.writeTo(out);
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            out.close();
            if (sorting && !ordered && Files.isRegularFile(file)) {
                LineFile.sort(file);
            }
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    private CleanException failed(String what, IOException e) {
        return new CleanException(
                CleanException.Kind.EXTERNAL, "cannot " + what + " " + file + ": " + FileProblem.words(file, e), e);
    }
}
