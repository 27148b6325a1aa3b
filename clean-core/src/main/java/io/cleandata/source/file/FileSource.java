package io.cleandata.source.file;

import io.cleandata.file.FileProblem;
import io.cleandata.model.Message;
import io.cleandata.model.Position;
import io.cleandata.parse.CsvMessageParser;
import io.cleandata.source.SupportsReplay;
import io.cleandata.spi.Batch;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON lines or CSV from a file or standard input. Bounded unless it follows a growing file.
 *
 * <p>Its one partition is the file's name. A position is the record's number, from 1, and the (decompressed) byte offset behind it. With a state directory, reading goes on behind
 * the last analysed record; standard input has no memory.
 *
 * <p>Where a file cannot be read on, cut off or damaged, what stands before is delivered and the source ends, without the record that is cut; {@link #flush} then fails.
 */
public final class FileSource implements Source, SupportsReplay {

    private static final int BATCH = 2_000;

    private final FileSourceSettings settings;
    private final char delimiter;
    private final String partition;
    private final boolean csv;
    private @Nullable ByteFeed feed;
    private @Nullable RecordSplitter splitter;
    private @Nullable Map<String, String> headers;
    private @Nullable CleanException damage;
    private long total;
    private volatile boolean closed;

    public FileSource(FileSourceSettings settings) {
        this(settings, ',');
    }

    /** A source of CSV with another delimiter. */
    public FileSource(FileSourceSettings settings, char delimiter) {
        this.settings = settings;
        this.delimiter = delimiter;
        boolean standardInput = settings.path().equals("-");
        Path name = Path.of(settings.path()).getFileName();
        this.partition = standardInput || name == null ? "stdin" : name.toString();
        this.csv = settings.csv();
    }

    /** A source of a file with default options. */
    public static FileSource of(Path path) {
        return new FileSource(FileSourceSettings.of(path.toString()));
    }

    /** Whether records are CSV, which the parser must know. */
    public boolean csv() {
        return csv;
    }

    /** Size of the file in bytes, 0 when unknown. Right once open. */
    public long totalBytes() {
        return total;
    }

    /** Bytes read so far, compressed ones for gzip. Any thread. */
    public long bytesRead() {
        ByteFeed open = feed;
        return open == null ? 0 : open.position();
    }

    @Override
    public boolean replaying() {
        return !settings.follow();
    }

    @Override
    public void open(SourceContext context) {
        boolean standardInput = settings.path().equals("-");
        try {
            if (standardInput) {
                feed = new StandardInputFeed(System.in);
            } else {
                Path path = Path.of(settings.path());
                if (!Files.isRegularFile(path) && Files.exists(path) && Files.isDirectory(path)) {
                    throw new CleanException(
                            CleanException.Kind.SETTINGS, "source.path " + path + " is a directory; name a file");
                }
                total = Files.size(path);
                feed = new StreamFeed(path, settings.follow());
            }
            splitter = new RecordSplitter(feed, partition, csv, delimiter, settings.maxRecordBytes());
            if (csv) {
                String header = splitter.header();
                headers = Map.of(CsvMessageParser.HEADER, header == null ? "" : header);
            }
            Optional<Position> done = standardInput ? Optional.empty() : context.analysed(partition);
            if (done.isPresent()
                    && !splitter.skipTo(done.get().second(), done.get().first())) {
                throw new CleanException(
                        CleanException.Kind.DATA,
                        "the file " + settings.path()
                                + " is shorter than what was analysed of it before; it seems to be another"
                                + " file: give it another name, or another state directory");
            }
        } catch (java.nio.file.NoSuchFileException e) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS, "the file " + settings.path() + " does not exist (source.path)", e);
        } catch (IOException e) {
            throw new CleanException(
                    CleanException.Kind.EXTERNAL, "cannot read " + settings.path() + ": " + words(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CleanException(CleanException.Kind.INTERNAL, "interrupted while opening " + settings.path(), e);
        }
    }

    @Override
    public Batch poll(Duration limit) throws InterruptedException {
        RecordSplitter open = splitter;
        if (open == null || closed) {
            return Batch.end();
        }
        List<Message> messages = new ArrayList<>();
        try {
            open.next(messages, BATCH, limit.toNanos(), headers);
        } catch (IOException e) {
            if (closed) {
                return Batch.end();
            }
            damage = new CleanException(
                    CleanException.Kind.DATA,
                    settings.path() + " can be read no further than its record "
                            + String.format(Locale.ROOT, "%,d", open.line()) + ": " + words(e)
                            + ". What stands before is analysed",
                    e);
            return new Batch(messages, true);
        }
        return new Batch(messages, open.ended());
    }

    @Override
    public void acknowledge(List<Message> done) {
        // positions are the state directory's matter
    }

    /** Fails when the file could not be read to its end, now that all before is done with. */
    @Override
    public void flush() {
        CleanException failure = damage;
        if (failure != null) {
            throw failure;
        }
    }

    private String words(IOException e) {
        return FileProblem.words(Path.of(settings.path()), e);
    }

    @Override
    public void close() {
        closed = true;
        ByteFeed open = feed;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new CleanException(CleanException.Kind.EXTERNAL, "cannot close " + settings.path(), e);
            }
        }
    }
}
