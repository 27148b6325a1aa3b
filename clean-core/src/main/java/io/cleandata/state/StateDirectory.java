package io.cleandata.state;

import io.cleandata.file.FileProblem;
import io.cleandata.spi.CleanException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory in which one pipeline keeps what must outlive its process. Locked: two processes never share one.
 *
 * <p>Files written with {@link #replace} are either the old or the new ones, whatever happens to the process or the machine, and carry a checksum. <b>Threading.</b>
 * Any thread, but each file from one thread at a time.
 */
public final class StateDirectory implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StateDirectory.class);
    private static final int FORMAT = 1;
    private static final int MAGIC = 0x434C4E53;

    private final Path path;
    private final FileChannel lockFile;
    private final FileLock lock;

    private StateDirectory(Path path, FileChannel lockFile, FileLock lock) {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Locks the directory, makes it if need be.
     *
     * @throws CleanException when it cannot be written, belongs to another pipeline or version, or is in use
     */
    public static StateDirectory open(Path path, String pipeline) {
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new CleanException(
                        CleanException.Kind.SETTINGS,
                        "pipeline.state-dir " + path + " is in use by another process or pipeline;"
                                + " stop that one, or give each pipeline a directory of its own");
            }
            StateDirectory directory = new StateDirectory(path, channel, lock);
            try {
                directory.checkOwner(pipeline);
            } catch (IOException | RuntimeException e) {
                directory.close();
                throw e;
            }
            return directory;
        } catch (IOException e) {
            throw new CleanException(
                    CleanException.Kind.EXTERNAL,
                    "pipeline.state-dir " + path + " cannot be used: " + FileProblem.words(path, e),
                    e);
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void checkOwner(String pipeline) throws IOException {
        Path file = path.resolve("version");
        String mine = "clean state, format " + FORMAT + "\npipeline " + pipeline + "\n";
        if (Files.notExists(file)) {
            Path fresh = path.resolve("version.tmp");
            Files.writeString(fresh, mine);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        String found = Files.readString(file);
        if (!found.equals(mine)) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "pipeline.state-dir " + path + " holds \"" + found.strip().replace('\n', ',') + "\", not \""
                            + mine.strip().replace('\n', ',') + "\"; give this pipeline another directory");
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Replaces a file of named parts. */
    public void replace(String name, Map<String, byte[]> parts) throws IOException {
        Path fresh = path.resolve(name + ".tmp");
        CRC32C sum = new CRC32C();
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            DataOutputStream out = new DataOutputStream(new java.io.BufferedOutputStream(
                    new Summing(java.nio.channels.Channels.newOutputStream(channel), sum), 1 << 16));
            out.writeInt(MAGIC);
            out.writeInt(FORMAT);
            out.writeInt(parts.size());
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                byte[] key = part.getKey().getBytes(StandardCharsets.UTF_8);
                out.writeInt(key.length);
                out.write(key);
                out.writeInt(part.getValue().length);
                out.write(part.getValue());
            }
            out.flush();
            ByteBuffer check = ByteBuffer.allocate(8).putLong(sum.getValue()).flip();
            while (check.hasRemaining()) {
                channel.write(check);
            }
            channel.force(false);
        }
        Files.move(fresh, path.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reads what {@link #replace} wrote; empty when there is none or it is damaged, which is logged. */
    public Optional<Map<String, byte[]>> read(String name) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path.resolve(name));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (bytes.length < 20) {
            return damaged(name, "it is too short");
        }
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, bytes.length - 8);
        if (ByteBuffer.wrap(bytes, bytes.length - 8, 8).getLong() != sum.getValue()) {
            return damaged(name, "its checksum is wrong");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, bytes.length - 8));
        if (in.readInt() != MAGIC || in.readInt() != FORMAT) {
            return damaged(name, "it has another format");
        }
        int count = in.readInt();
        Map<String, byte[]> parts = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String key = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            parts.put(key, in.readNBytes(in.readInt()));
        }
        return Optional.of(parts);
    }

    private Optional<Map<String, byte[]>> damaged(String name, String how) {
        log.error("{} is damaged and passed over ({}); what it held is lost", path.resolve(name), how);
        return Optional.empty();
    }

    /** Lets the directory go. */
    @Override
    public void close() {
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            log.warn("{} could not be released", path, e);
        }
    }

    private static final class Summing extends OutputStream {

        private final OutputStream out;
        private final CRC32C sum;

        Summing(OutputStream out, CRC32C sum) {
            this.out = out;
            this.sum = sum;
        }

        @Override
        public void write(int b) throws IOException {
            sum.update(b);
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            sum.update(bytes, offset, length);
            out.write(bytes, offset, length);
        }
    }
}
