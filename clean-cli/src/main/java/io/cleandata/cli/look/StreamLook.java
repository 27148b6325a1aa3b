package io.cleandata.cli.look;

import io.cleandata.column.ColumnPane;
import io.cleandata.column.RowWriter;
import io.cleandata.column.StreamSchema;
import io.cleandata.model.BadMessageException;
import io.cleandata.model.Message;
import io.cleandata.model.Sample;
import io.cleandata.model.Window;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.source.SupportsPeek;
import io.cleandata.spi.Batch;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.MessageParser;
import io.cleandata.spi.Source;
import io.cleandata.spi.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Some messages of a pipeline's source, parsed as the pipeline would.
 *
 * @param messages in the order of each partition
 * @param window those that are samples, as columns
 * @param trouble why there are no more of them, when the source is damaged behind them; else empty
 */
public record StreamLook(List<Parsed> messages, Window window, String trouble) {

    /** Sources that cannot be peeked at are waited for so long. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * One message.
     *
     * @param sample what the parser made of it, or null when it is bad
     * @param reason why it is bad; empty for samples
     * @param detail more about why
     */
    public record Parsed(Message message, @Nullable Sample sample, String reason, String detail) {}

    /**
     * Looks at the stream. Nothing is acknowledged, and sources that can be peeked at are not even joined.
     *
     * @param most messages to look at, at least 1
     * @param attempts is told of what is connected to, before it may take its time
     * @param findings is told of what is in order, as it is found
     * @throws io.cleandata.spi.CleanException naming what cannot be reached or is refused, and the cure
     */
    public static StreamLook at(PipelineSpec spec, int most, Consumer<String> attempts, Consumer<String> findings)
            throws InterruptedException {
        var context = new LookContext(spec.name(), spec.pipeline().seed());
        List<Message> messages;
        StringBuilder trouble = new StringBuilder();
        try (Source source = spec.source().create(context)) {
            if (source instanceof SupportsPeek peeking && !peeking.connectsTo().isEmpty()) {
                attempts.accept(peeking.connectsTo());
            }
            messages = source instanceof SupportsPeek peeking
                    ? peeking.peek(most, findings)
                    : read(source, context, most, findings, trouble);
        }
        return parsed(spec, spec.parser().create(context), messages, trouble.toString());
    }

    private static List<Message> read(
            Source source, LookContext context, int most, Consumer<String> findings, StringBuilder trouble)
            throws InterruptedException {
        Ticker ticker = context.ticker();
        source.open(context);
        findings.accept("the source opens");
        List<Message> messages = new ArrayList<>();
        long begun = ticker.read();
        boolean ended = false;
        while (!ended && messages.size() < most && ticker.read() - begun < PATIENCE.toNanos()) {
            Batch batch = source.poll(POLL);
            messages.addAll(batch.messages());
            ended = batch.ended();
        }
        if (ended) {
            try {
                source.flush(); // says whether the end is one
            } catch (CleanException e) {
                trouble.append(e.getMessage());
            }
        }
        return messages.size() <= most ? messages : new ArrayList<>(messages.subList(0, most));
    }

    static StreamLook parsed(PipelineSpec spec, MessageParser parser, List<Message> messages, String trouble) {
        var schema = new StreamSchema(spec.messages().columns(), spec.messages().kinds());
        var row = new RowWriter(schema);
        var pane = new ColumnPane(schema, Math.max(1, messages.size()));
        List<BadMessageException> faults = new ArrayList<>();
        for (Message message : messages) {
            BadMessageException fault = null;
            try {
                row.read(message, parser);
                pane.append(row, faults.size(), 0, Window.NO_TIMESTAMP);
            } catch (BadMessageException e) {
                fault = e;
            }
            faults.add(fault);
        }
        Window window = pane.build(0, null, true, Instant.EPOCH, Window.NO_TIMESTAMP, Window.NO_TIMESTAMP);
        List<Parsed> parsed = new ArrayList<>();
        int samples = 0;
        for (int i = 0; i < messages.size(); i++) {
            BadMessageException fault = faults.get(i);
            parsed.add(
                    fault == null
                            ? new Parsed(messages.get(i), window.sample(samples++), "", "")
                            : new Parsed(messages.get(i), null, fault.reason(), String.valueOf(fault.getMessage())));
        }
        return new StreamLook(parsed, window, trouble);
    }

    /** Bad messages by reason. */
    public Map<String, Long> bad() {
        Map<String, Long> bad = new TreeMap<>();
        for (Parsed each : messages) {
            if (each.sample() == null) {
                bad.merge(each.reason(), 1L, Long::sum);
            }
        }
        return bad;
    }
}
