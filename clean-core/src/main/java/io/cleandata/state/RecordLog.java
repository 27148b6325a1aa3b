package io.cleandata.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records appended to a file, each with its length and checksum. A record is safe from a kill of the process as soon as {@link #append} returns; from the loss of
 * power when the system has written it. What a kill or a loss of power tore at the end is cut off when the log is opened. Confined to one thread.
 */
public final class RecordLog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RecordLog.class);
    private static final int HEADER = 8;
    private static final int MAX_RECORD = 256 << 20;

    private final Path file;
    private FileChannel channel;
    private ByteBuffer buffer = ByteBuffer.allocate(4096);
    private long length;

    private RecordLog(Path file, FileChannel channel, long length) {
        this.file = file;
        this.channel = channel;
        this.length = length;
    }

    /** Opens a log, or begins one. */
    public static RecordLog open(Path file, List<byte[]> records) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        long good = readAll(file, records);
        if (good < channel.size()) {
            log.warn("{} ends in a record that was torn: its {} bytes are cut off", file, channel.size() - good);
            channel.truncate(good);
        }
        channel.position(good);
        return new RecordLog(file, channel, good);
    }

    private static long readAll(Path file, List<byte[]> records) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long good = 0;
        CRC32C sum = new CRC32C();
        while (in.remaining() >= HEADER) {
            int size = in.getInt();
            int check = in.getInt();
            if (size <= 0
                    || size > in.remaining()) { // zeros are what a loss of power leaves, and their checksum is right
                break;
            }
            sum.reset();
            sum.update(bytes, in.position(), size);
            if ((int) sum.getValue() != check) {
                break;
            }
            byte[] record = new byte[size];
            in.get(record);
            records.add(record);
            good = in.position();
        }
        return good;
    }

    /** Bytes in the log. */
    public long length() {
        return length;
    }

    /** Appends a record, which is not empty. */
    public void append(byte[] record) throws IOException {
        if (record.length == 0 || record.length > MAX_RECORD) {
            throw new IOException("a record of " + record.length + " bytes has no place in " + file);
        }
        if (buffer.capacity() < record.length + HEADER) {
            buffer = ByteBuffer.allocate(Math.max(record.length + HEADER, 2 * buffer.capacity()));
        }
        buffer.clear();
        put(buffer, record);
        buffer.flip();
        while (buffer.hasRemaining()) {
            length += channel.write(buffer);
        }
    }

    private static void put(ByteBuffer to, byte[] record) {
        CRC32C sum = new CRC32C();
        sum.update(record);
        to.putInt(record.length).putInt((int) sum.getValue()).put(record);
    }

    /** Puts these records in the place of all others. */
    public void replaceBy(List<byte[]> records) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
        FileChannel next = FileChannel.open(
                fresh,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        long written = 0;
        for (byte[] record : new ArrayList<>(records)) {
            ByteBuffer out = ByteBuffer.allocate(record.length + HEADER);
            put(out, record);
            out.flip();
            while (out.hasRemaining()) {
                written += next.write(out);
            }
        }
        next.force(false);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        channel.close();
        channel = next;
        length = written;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
