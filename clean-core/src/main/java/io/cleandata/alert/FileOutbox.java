package io.cleandata.alert;

import io.cleandata.model.Alert;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An outbox in a file to which records are appended: an alert with its handlers, and each handler's receipt of a message.
 *
 * <p>A record is a mark of four bytes, its length, a CRC-32C and the payload, so that a torn or damaged one is recognised and the next one found behind it. The
 * file is rewritten with what is still open (and the keys seen lately) at the start and when most of it is past.
 */
public final class FileOutbox implements Outbox {

    private static final Logger log = LoggerFactory.getLogger(FileOutbox.class);
    private static final int MARK = 0xC1EA0B0C;
    private static final int HEAD = 12;
    private static final int MAX_RECORD = 16 << 20;
    private static final long COMPACT_FROM = 4 << 20;

    private static final byte ALERT = 1;
    /** The receipt of one alert, as earlier versions wrote it. */
    private static final byte DONE_ONE = 2;

    private static final byte SEEN = 3;
    private static final byte DONE = 4;

    private record Open(Alert alert, Set<String> handlers) {}

    private final Path file;
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final Set<String> seen = new LinkedHashSet<>();
    private final int damaged;
    private FileChannel channel;
    private boolean failing;
    private long openBytes;

    private FileOutbox(Path file) throws IOException {
        this.file = file;
        this.damaged = Files.exists(file) ? load(Files.readAllBytes(file)) : 0;
        this.channel = begin();
        if (damaged > 0) {
            log.warn("outbox {} had {} damaged places; the alerts there are lost", file, damaged);
        }
    }

    /** Opens the outbox of a file, which is made if there is none. */
    public static FileOutbox open(Path file) throws IOException {
        return new FileOutbox(file);
    }

    @Override
    public synchronized Map<Alert, List<String>> undelivered() {
        Map<Alert, List<String>> waiting = new LinkedHashMap<>();
        open.values().forEach(each -> waiting.put(each.alert(), List.copyOf(each.handlers())));
        return waiting;
    }

    @Override
    public synchronized boolean add(Alert alert, List<String> handlers) {
        String key = alert.idempotencyKey();
        if (!MemoryOutbox.remember(seen, key)) {
            return false;
        }
        Open entry = new Open(alert, new LinkedHashSet<>(handlers));
        if (!handlers.isEmpty()) {
            open.put(key, entry);
        }
        write(record(entry), true);
        return true;
    }

    @Override
    public synchronized void done(List<String> idempotencyKeys, String handler) {
        List<String> known =
                idempotencyKeys.stream().filter(key -> receipt(key, handler)).toList();
        if (known.isEmpty()) {
            return;
        }
        write(
                frame(out -> {
                    out.writeByte(DONE);
                    AlertCodec.text(out, handler);
                    out.writeInt(known.size());
                    for (String key : known) {
                        AlertCodec.text(out, key);
                    }
                }),
                false);
    }

    /** Whether the handler had not been done with it. */
    private boolean receipt(String key, String handler) {
        Open entry = open.get(key);
        if (entry == null || !entry.handlers().remove(handler)) {
            return false;
        }
        if (entry.handlers().isEmpty()) {
            open.remove(key);
        }
        return true;
    }

    @Override
    public int damaged() {
        return damaged;
    }

    @Override
    public synchronized boolean failing() {
        return failing;
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }

    /** Appends a record. After writes that failed the file is written anew instead, for it lacks what memory has. */
    private void write(byte[] record, boolean force) {
        boolean interrupted = Thread.interrupted(); // an interrupt would close the file
        try {
            if (failing || (channel.size() > COMPACT_FROM && channel.size() > 4 * openBytes)) {
                FileChannel fresh = compact();
                channel.close();
                channel = fresh;
            } else {
                append(record, force);
            }
            if (failing) {
                failing = false;
                log.info("outbox {} can be written again", file);
            }
        } catch (ClosedByInterruptException e) {
            interrupted = Thread.interrupted();
            reopen();
        } catch (IOException e) {
            reportFailure(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Writes all anew after an interrupt that came in the middle. */
    private void reopen() {
        try {
            FileChannel fresh = compact();
            channel.close();
            channel = fresh;
        } catch (IOException e) {
            reportFailure(e);
        }
    }

    private void append(byte[] record, boolean force) throws IOException {
        long end = channel.size();
        try {
            ByteBuffer buffer = ByteBuffer.wrap(record);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            if (force) {
                channel.force(false);
            }
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }

    private void reportFailure(IOException e) {
        if (!failing) {
            failing = true;
            log.error("outbox {} cannot be written: alerts are delivered, but a restart would lose them", file, e);
        }
    }

    /** Compacted, or, where there is no room for that, as it is. */
    private FileChannel begin() throws IOException {
        try {
            return compact();
        } catch (IOException e) {
            FileChannel asItIs = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            reportFailure(e);
            return asItIs;
        }
    }

    private FileChannel compact() throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        for (String key : seen) {
            if (!open.containsKey(key)) {
                kept.write(frame(out -> {
                    out.writeByte(SEEN);
                    AlertCodec.text(out, key);
                }));
            }
        }
        for (Open entry : open.values()) {
            kept.write(record(entry));
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(kept.toByteArray());
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(false);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        openBytes = kept.size();
        return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** Reads all records; returns at how many places the file is damaged. */
    private int load(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int places = 0;
        boolean sound = true;
        int at = 0;
        while (at < bytes.length) {
            int length = at + HEAD <= bytes.length && buffer.getInt(at) == MARK ? buffer.getInt(at + 4) : -1;
            boolean whole = length > 0
                    && length <= MAX_RECORD
                    && at + HEAD + (long) length <= bytes.length
                    && crc(bytes, at + HEAD, length) == buffer.getInt(at + 8)
                    && take(bytes, at + HEAD, length);
            places += sound && !whole ? 1 : 0;
            sound = whole;
            at += whole ? HEAD + length : 1;
        }
        return places;
    }

    private boolean take(byte[] bytes, int offset, int length) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, offset, length));
            switch (in.readByte()) {
                case ALERT -> {
                    Set<String> handlers = new LinkedHashSet<>();
                    for (int i = in.readInt(); i > 0; i--) {
                        handlers.add(AlertCodec.text(in));
                    }
                    Alert alert = AlertCodec.read(in);
                    MemoryOutbox.remember(seen, alert.idempotencyKey());
                    if (!handlers.isEmpty()) {
                        open.put(alert.idempotencyKey(), new Open(alert, handlers));
                    }
                }
                case DONE_ONE -> {
                    String key = AlertCodec.text(in);
                    receipt(key, AlertCodec.text(in));
                }
                case DONE -> {
                    String handler = AlertCodec.text(in);
                    for (int i = in.readInt(); i > 0; i--) {
                        receipt(AlertCodec.text(in), handler);
                    }
                }
                case SEEN -> MemoryOutbox.remember(seen, AlertCodec.text(in));
                default -> {
                    return false;
                }
            }
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static byte[] record(Open entry) {
        return frame(out -> {
            out.writeByte(ALERT);
            List<String> handlers = new ArrayList<>(entry.handlers());
            out.writeInt(handlers.size());
            for (String handler : handlers) {
                AlertCodec.text(out, handler);
            }
            AlertCodec.write(entry.alert(), out);
        });
    }

    private interface Payload {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] frame(Payload payload) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(new byte[HEAD]);
            payload.write(new DataOutputStream(bytes));
            byte[] record = bytes.toByteArray();
            ByteBuffer.wrap(record)
                    .putInt(MARK)
                    .putInt(record.length - HEAD)
                    .putInt(crc(record, HEAD, record.length - HEAD));
            return record;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
