package io.cleandata.parse;

import io.cleandata.column.ColumnPane;
import io.cleandata.column.RowWriter;
import io.cleandata.column.StreamSchema;
import io.cleandata.model.BadMessageException;
import io.cleandata.model.Message;
import io.cleandata.model.Window;
import io.cleandata.spi.MessageParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Parses messages into windows, as the engine does. */
public final class Rows {

    private final RowWriter row;
    private final ColumnPane pane;
    private final MessageParser parser;
    private final List<String> bad = new ArrayList<>();
    private final LongAdder repeatedKeys = new LongAdder();
    private long windows;
    private long sequence;

    public Rows(MessageParser parser) {
        this(parser, new StreamSchema());
    }

    public Rows(MessageParser parser, StreamSchema schema) {
        this.parser = parser;
        this.row = new RowWriter(schema, repeatedKeys);
        this.pane = new ColumnPane(schema, 16);
    }

    public Rows json(String... messages) {
        for (String message : messages) {
            add(Message.builder("p")
                    .position(sequence, 0, 0)
                    .value(message.replace('\'', '"'))
                    .build());
        }
        return this;
    }

    public Rows csv(String header, String... records) {
        Map<String, String> headers = Map.of(CsvMessageParser.HEADER, header);
        for (String record : records) {
            add(Message.builder("p")
                    .position(sequence, 0, 0)
                    .value(record.getBytes(StandardCharsets.UTF_8))
                    .sharedHeaders(headers)
                    .build());
        }
        return this;
    }

    public Rows add(Message message) {
        try {
            row.read(message, parser);
            pane.append(row, sequence, sequence, sequence);
        } catch (BadMessageException e) {
            bad.add(e.reason());
        }
        sequence++;
        return this;
    }

    public List<String> bad() {
        return bad;
    }

    public long repeatedKeys() {
        return repeatedKeys.sum();
    }

    public ColumnPane pane() {
        return pane;
    }

    public Window window() {
        return window(0);
    }

    public Window window(int keep) {
        Window window = pane.build(windows++, null, false, Instant.EPOCH, Window.NO_TIMESTAMP, Window.NO_TIMESTAMP);
        pane.keepLast(keep);
        return window;
    }
}
