package io.cleandata.source.file;

import io.cleandata.model.Message;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts bytes into records and knows where each ends.
 *
 * <p>Records end with a line feed, with or without a carriage return before it. In CSV, a line feed within a quoted field does not end a
 * record; quotes open only at the beginning of a field. When a quoted field does not end within the largest record, its first line
 * alone counts as the (bad) record, so that one stray quote costs one record. A longer record is delivered cut off one byte behind the limit.
 *
 * <p>Blocks are handed out inside messages and never written again; what is left of one is copied into the next.
 */
final class RecordSplitter {

    private static final int BLOCK = 1 << 18;

    private final ByteFeed feed;
    private final String partition;
    private final boolean csv;
    private final byte delimiter;
    private final int maxRecord;

    private byte[] block = new byte[0];
    private int at;
    private int limit;
    private boolean ended;
    private boolean skipping;
    private long offset;
    private long line;

    RecordSplitter(ByteFeed feed, String partition, boolean csv, char delimiter, int maxRecord) {
        this.feed = feed;
        this.partition = partition;
        this.csv = csv;
        this.delimiter = (byte) delimiter;
        this.maxRecord = maxRecord;
    }

    /** Whether all bytes were read and cut. */
    boolean ended() {
        return ended && at == limit;
    }

    /** Where the bytes behind the last record begin. */
    long offset() {
        return offset;
    }

    /** The number of the last record, from 1. */
    long line() {
        return line;
    }

    /** The first record as text, which is not counted as a line; null when there is none. Waits for it. */
    @Nullable
    String header() throws IOException, InterruptedException {
        while (true) {
            int end = endOfRecord();
            if (end >= 0) {
                int length = trim(at, end);
                String text = new String(block, at, length, java.nio.charset.StandardCharsets.UTF_8);
                offset += end + 1 - at;
                at = Math.min(limit, end + 1);
                return text;
            }
            if (!fill(Long.MAX_VALUE) && ended && at == limit) {
                return null;
            }
        }
    }

    /** Goes to where a record ends: skips bytes up to the offset and numbers lines from there. False when there are fewer bytes. */
    boolean skipTo(long target, long lines) throws IOException, InterruptedException {
        while (offset < target) {
            int step = (int) Math.min(target - offset, limit - at);
            at += step;
            offset += step;
            if (offset < target && !fill(Long.MAX_VALUE) && ended) {
                return false;
            }
        }
        line = lines;
        return true;
    }

    /** Adds records to the list: those at hand, or else after reading, waiting up to a time for bytes. */
    void next(List<Message> out, int most, long waitNanos, @Nullable Map<String, String> headers)
            throws IOException, InterruptedException {
        cut(out, most, headers);
        if (out.isEmpty() && fill(waitNanos)) {
            cut(out, most, headers);
        }
        if (out.isEmpty() && ended) {
            cut(out, most, headers);
        }
    }

    private void cut(List<Message> out, int most, @Nullable Map<String, String> headers) {
        while (out.size() < most && at < limit) {
            int end = endOfRecord();
            if (end < 0) {
                return;
            }
            boolean whole = end < limit && block[end] == '\n';
            int next = whole ? end + 1 : end;
            int length = whole || next == limit ? trim(at, end) : end - at;
            long begin = at;
            offset += next - begin;
            if (skipping) {
                skipping = !whole && !(ended && next == limit);
            } else {
                line++;
                if (!whole && !(ended && next == limit)) {
                    skipping = true;
                }
                if (length > 0 && !blank(at, length)) {
                    out.add(message(at, length, headers));
                }
            }
            at = next;
        }
    }

    private Message message(int from, int length, @Nullable Map<String, String> headers) {
        if (headers == null) {
            return new Message(partition, line, offset, block, from, length);
        }
        return Message.builder(partition)
                .position(line, offset, 0)
                .value(block, from, length)
                .sharedHeaders(headers)
                .build();
    }

    private boolean blank(int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (block[i] != ' ' && block[i] != '\t' && block[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private int trim(int from, int end) {
        return end > from && block[end - 1] == '\r' ? end - 1 - from : end - from;
    }

    /** Where the record at hand ends: at its line feed, at the end of all bytes, or behind the limit; -1 when more bytes are needed. */
    private int endOfRecord() {
        int end = csv && !skipping ? endOfCsv() : endOfLine();
        if (end >= 0) {
            return end;
        }
        if (limit - at > maxRecord) {
            int line = csv ? endOfLine() : -1;
            return line >= 0 && !skipping ? line : skipping ? limit : at + maxRecord + 1;
        }
        if (ended && at < limit) {
            int line = csv ? endOfLine() : -1;
            return line >= 0 ? line : limit;
        }
        return -1;
    }

    private int endOfLine() {
        for (int i = at; i < limit; i++) {
            if (block[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private int endOfCsv() {
        boolean fieldBegins = true;
        boolean quoted = false;
        for (int i = at; i < limit; i++) {
            byte b = block[i];
            if (quoted) {
                if (b == '"') {
                    if (i + 1 < limit && block[i + 1] == '"') {
                        i++;
                    } else {
                        quoted = false;
                    }
                }
            } else if (b == '\n') {
                return i;
            } else if (b == '"' && fieldBegins) {
                quoted = true;
            }
            fieldBegins = !quoted && b == delimiter;
        }
        return -1;
    }

    private boolean fill(long waitNanos) throws IOException, InterruptedException {
        if (ended) {
            return false;
        }
        int carried = limit - at;
        if (block.length - limit < BLOCK / 4) {
            byte[] larger = new byte[carried + BLOCK];
            System.arraycopy(block, at, larger, 0, carried);
            block = larger;
            at = 0;
            limit = carried;
        }
        int read = feed.read(block, limit, block.length - limit, waitNanos);
        if (read < 0) {
            ended = true;
            return false;
        }
        limit += read;
        return read > 0;
    }
}
