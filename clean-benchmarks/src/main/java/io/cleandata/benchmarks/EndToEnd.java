package io.cleandata.benchmarks;

import io.cleandata.column.ColumnPane;
import io.cleandata.column.RowWriter;
import io.cleandata.column.StreamSchema;
import io.cleandata.engine.RealtimePipeline;
import io.cleandata.engine.SystemTime;
import io.cleandata.model.BadMessageException;
import io.cleandata.model.Message;
import io.cleandata.model.Window;
import io.cleandata.parse.JsonMessageParser;
import io.cleandata.parse.JsonParserSettings;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.Batch;
import io.cleandata.spi.MessageParser;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceContext;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Messages per second, in one process, of: reading tokens only, parsing, parsing and windows, the engine without detectors, the engine with detectors. Messages have about 200
 * bytes and 10 features.
 *
 * <p>Arguments: number of messages for each figure (default 2,000,000), then detectors for the last one, separated by commas: {@code all} by default, or {@code none}; a third argument {@code engine} measures nothing else.
 */
public final class EndToEnd {

    /** One thread alone is measured by its processor time, so that a busy machine does not matter. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private static final int DISTINCT = 20_000;
    private static final int BATCH = 2_000;
    private static final int WINDOW = 1_000;

    private final byte[][] values;
    private final int count;

    private EndToEnd(int count) {
        this.count = count;
        this.values = RandomMessages.values(DISTINCT);
    }

    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 2_000_000;
        Object detectors = args.length < 2 || args[1].equals("all") ? "all" : names(args[1]);
        EndToEnd run = new EndToEnd(count);
        System.out.printf(Locale.ROOT, "%,d messages of %d bytes on average%n", count, run.averageBytes());
        if (args.length > 2 && args[2].equals("engine")) {
            run.show(2, "engine with detectors " + detectors, run.engine(detectors));
            return;
        }
        for (int round = 1; round <= 2; round++) { // the first warms up
            double tokens = run.show(round, "reading tokens only", run.tokens());
            double parse = run.show(round, "parse", run.parse());
            double windows = run.show(round, "parse and windows, one thread", run.windows());
            run.show(round, "engine without detectors", run.engine(List.of()));
            run.show(round, "engine with detectors " + detectors, run.engine(detectors));
            if (round == 2) {
                System.out.printf(
                        Locale.ROOT,
                        "parse: %.2f of reading tokens; parse and windows: %.2f of reading tokens%n",
                        parse / tokens,
                        windows / tokens);
            }
        }
    }

    private static List<String> names(String argument) {
        return argument.equals("none") ? List.of() : List.of(argument.split(",", -1));
    }

    private double show(int round, String what, double seconds) {
        double rate = count / seconds;
        if (round == 2) {
            System.out.printf(Locale.ROOT, "%-40s %,12.0f messages/s%n", what, rate);
        }
        return rate;
    }

    private int averageBytes() {
        long sum = 0;
        for (byte[] value : values) {
            sum += value.length;
        }
        return (int) (sum / values.length);
    }

    private Message message(int i) {
        byte[] value = values[i % DISTINCT];
        return new Message("bench", i + 1L, 0, value, 0, value.length);
    }

    private static MessageParser parser() {
        return new JsonMessageParser(OptionsBinder.defaults(JsonParserSettings.class));
    }

    private double tokens() {
        JsonFactory factory = JsonFactory.builder().build();
        long begin = CPU.getCurrentThreadCpuTime();
        long seen = 0;
        for (int i = 0; i < count; i++) {
            byte[] value = values[i % DISTINCT];
            try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), value, 0, value.length)) {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    seen++;
                }
            }
        }
        if (seen == 0) {
            throw new IllegalStateException("no token was read");
        }
        return (CPU.getCurrentThreadCpuTime() - begin) / 1e9;
    }

    private double parse() throws BadMessageException {
        MessageParser parser = parser();
        RowWriter row = new RowWriter(new StreamSchema());
        long begin = CPU.getCurrentThreadCpuTime();
        for (int i = 0; i < count; i++) {
            row.read(message(i), parser);
        }
        return (CPU.getCurrentThreadCpuTime() - begin) / 1e9;
    }

    private double windows() throws BadMessageException {
        MessageParser parser = parser();
        StreamSchema schema = new StreamSchema();
        RowWriter row = new RowWriter(schema);
        ColumnPane pane = new ColumnPane(schema, WINDOW);
        long begin = CPU.getCurrentThreadCpuTime();
        for (int i = 0; i < count; i++) {
            row.read(message(i), parser);
            pane.append(row, i, 0, 0);
            if (pane.size() == WINDOW) {
                pane.build(i, null, false, Instant.EPOCH, Window.NO_TIMESTAMP, Window.NO_TIMESTAMP);
                pane.clear();
            }
        }
        return (CPU.getCurrentThreadCpuTime() - begin) / 1e9;
    }

    private double engine(Object detectors) throws InterruptedException {
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(new Repeating())
                .setting("window", Map.of("size", WINDOW))
                .setting("detectors", detectors)
                .build();
        long begin = SystemTime.ticker().read();
        pipeline.start();
        pipeline.awaitClosed();
        double seconds = (SystemTime.ticker().read() - begin) / 1e9;
        if (pipeline.metrics().totalMessages() != count) {
            throw new IllegalStateException("only " + pipeline.metrics().totalMessages() + " messages were taken");
        }
        return seconds;
    }

    /** Delivers the same samples again and again under ever new positions, as fast as they are taken. */
    private final class Repeating implements Source {

        private int next;

        @Override
        public void open(SourceContext context) {}

        @Override
        public Batch poll(Duration limit) {
            int size = Math.min(BATCH, count - next);
            List<Message> messages = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                messages.add(message(next++));
            }
            return new Batch(messages, next == count);
        }

        @Override
        public void acknowledge(List<Message> done) {}

        @Override
        public void close() {}
    }
}
