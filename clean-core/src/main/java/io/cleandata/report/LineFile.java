package io.cleandata.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A file of lines that {@link JsonLine} wrote, done over as a whole: the new one takes its place when it is complete. */
final class LineFile {
    private static final String WINDOW = "\"window\":";

    /** Lines with one number that stand together: 40 bytes of memory for a sample's lines. */
    private record Block(long number, long offset, int length) {}

    private LineFile() {}

    /** Keeps the lines of windows before the given one; a line that was cut off is of none. */
    static void keep(Path file, long window) throws IOException {
        Path kept = beside(file);
        // one character for one byte: nothing but digits and ASCII names is looked at
        try (var in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
                var out = Files.newBufferedWriter(kept, StandardCharsets.ISO_8859_1)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int at = line.indexOf(WINDOW); // no string holds it: its quotes would be escaped
                long of = at < 0 ? Long.MAX_VALUE : number(line, at + WINDOW.length());
                if (of < window && line.endsWith("}")) {
                    out.write(line);
                    out.write('\n');
                }
            }
        }
        Files.move(kept, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Sorts the lines by the first number that stands in them; those with the same number keep their order. */
    static void sort(Path file) throws IOException {
        List<Block> blocks = blocks(file);
        blocks.sort(Comparator.comparingLong(Block::number));
        Path sorted = beside(file);
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

    private static List<Block> blocks(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        try (var in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            long number = 0;
            long start = 0;
            long end = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                long next = number(line, line.indexOf(':') + 1);
                if (next != number && end > start) {
                    blocks.add(new Block(number, start, Math.toIntExact(end - start)));
                    start = end;
                }
                number = next;
                end += line.length() + 1;
            }
            if (end > start) {
                blocks.add(new Block(number, start, Math.toIntExact(end - start)));
            }
        }
        return blocks;
    }

    private static long number(String line, int at) {
        long number = 0;
        for (int i = at; i < line.length() && Character.isDigit(line.charAt(i)); i++) {
            number = 10 * number + line.charAt(i) - '0';
        }
        return number;
    }

    private static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".sorting");
    }
}
