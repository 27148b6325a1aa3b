package io.cleandata.alerts;

import io.cleandata.file.FileProblem;
import io.cleandata.model.Alert;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Appends alerts to a file as lines of JSON, of the schema that webhooks get. The file is opened for each alert, so that it may be moved away at any time; what a full disk or
 * a kill left of a line is cut off, so that every line is whole.
 */
public final class FileAlertHandler implements AlertHandler {

    private static final String BEGIN = "{\"version\":";
    private static final int LONGEST_LINE = 4 << 20;

    private final Path file;
    private boolean sound;

    FileAlertHandler(FileSettings settings) {
        try {
            this.file = Path.of(settings.path());
        } catch (InvalidPathException e) {
            throw new CleanException(CleanException.Kind.SETTINGS, "alert handler file: path is no path", e);
        }
    }

    /** Starts a handler. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void handle(Alert alert) {
        try {
            append(alert);
        } catch (IOException e) {
            throw CleanException.retryable(
                    "alert handler file: cannot write " + file + ": " + FileProblem.words(file, e), e);
        }
    }

    private void append(Alert alert) throws IOException {
        byte[] line = (SafeJson.text(AlertPayload.of(alert)) + "\n").getBytes(StandardCharsets.UTF_8);
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        if (!sound && Files.exists(file)) {
            cutTornLine();
        }
        sound = false;
        Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        sound = true;
    }

    /** Cuts off what there is of a last line of ours without an end; behind a line of somebody else's, it puts an end. */
    private void cutTornLine() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = channel.size();
            ByteBuffer tail = ByteBuffer.allocate((int) Math.min(size, LONGEST_LINE));
            long start = size - tail.capacity();
            while (tail.hasRemaining() && channel.read(tail, start + tail.position()) > 0) {
                // until it is read
            }
            String text = new String(tail.array(), StandardCharsets.ISO_8859_1); // one character a byte
            int torn = text.lastIndexOf('\n') + 1;
            if (torn == text.length()) {
                return;
            }
            if (text.startsWith(BEGIN, torn) || BEGIN.startsWith(text.substring(torn))) {
                channel.truncate(start + torn);
            } else {
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}), size);
            }
        }
    }

    /** Collects the options; each method sets the option of {@link FileSettings} of its name. */
    public static final class Builder {
        private final Map<String, Object> values = new LinkedHashMap<>();

        private Builder() {}

        /** File that alerts are appended to. */
        public Builder path(String path) {
            values.put("path", path);
            return this;
        }

        /** The handler. */
        public FileAlertHandler build() {
            return new FileAlertHandler(OptionsBinder.bind(FileSettings.class, values));
        }
    }
}
