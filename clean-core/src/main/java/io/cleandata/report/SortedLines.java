package io.cleandata.report;

import io.cleandata.file.FileProblem;
import io.cleandata.spi.CleanException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A file of lines that is in the order of their numbers when it is closed.
 *
 * <p>Lines mostly arrive in order and are then simply written. Windows by key or by event time mix them; only then the
 * file is sorted at the end, by an index of blocks: lines with the same number that came together are one block of 24
 * bytes in memory.
 */
final class SortedLines implements AutoCloseable {
    private record Block(long number, long offset, int length) {}

    private final Path file;
    private final OutputStream out;
    private final List<Block> blocks = new ArrayList<>();
    private final boolean sorting;
    private long number = Long.MIN_VALUE;
    private long start;
    private long written;
    private boolean ordered = true;
    private boolean closed;

    /** @param sorting false to leave the lines in the order in which they come */
    SortedLines(Path file, boolean sorting) {
        this.file = file;
        this.sorting = sorting;
        try {
            out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        } catch (IOException e) {
            throw failed("create", e);
        }
    }

    void add(long lineNumber, JsonLine line) {
        try {
            if (sorting && lineNumber != number) {
                endBlock();
                ordered &= lineNumber > number;
                number = lineNumber;
            }
            line.writeTo(out);
            written += line.size();
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
            endBlock();
            out.close();
            if (!ordered) {
                sort();
            }
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    private void endBlock() {
        if (written > start) {
            blocks.add(new Block(number, start, Math.toIntExact(written - start)));
        }
        start = written;
    }

    private void sort() throws IOException {
        blocks.sort(Comparator.comparingLong(Block::number)); // stable, so equal numbers keep their order
        Path sorted = file.resolveSibling(file.getFileName() + ".sorting");
        try (var from = FileChannel.open(file, StandardOpenOption.READ);
                var to = new BufferedOutputStream(Files.newOutputStream(sorted), 1 << 16)) {
            for (var block : blocks) {
                var bytes = ByteBuffer.allocate(block.length());
                while (bytes.hasRemaining() && from.read(bytes, block.offset() + bytes.position()) >= 0) {
                    // a read may bring less than was asked for
                }
                to.write(bytes.array());
            }
        }
        Files.move(sorted, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private CleanException failed(String what, IOException e) {
        return new CleanException(
                CleanException.Kind.EXTERNAL, "cannot " + what + " " + file + ": " + FileProblem.words(file, e), e);
    }
}
