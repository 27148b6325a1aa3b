package io.cleandata.cli;

import io.cleandata.source.file.FileFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How many bytes a replay will read, for its progress. */
final class InputSize {
    private InputSize() {}

    /** The size of the file's content, decompressed; 0 when it cannot be known. */
    static long of(String input) {
        if (input.equals("-")) {
            return 0;
        }
        Path file = Path.of(input);
        try {
            if (!Files.isRegularFile(file)) {
                return 0;
            }
            return FileFormat.gzip(input) ? decompressed(file) : Files.size(file);
        } catch (IOException e) {
            return 0; // whoever reads the file says what is wrong with it
        }
    }

    /** Gzip ends with the content's size modulo 2^32 (RFC 1952, 2.3.1), right for files of one member below 4 GB. */
    private static long decompressed(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < 18) {
                return 0;
            }
            var last = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(last, size - 4);
            long content = last.getInt(0) & 0xffff_ffffL;
            return content < size ? 0 : content;
        }
    }
}
