package io.cleandata.benchmarks.incident;

import io.cleandata.generator.SampleStream;
import io.cleandata.model.Message;
import io.cleandata.source.SupportsReplay;
import io.cleandata.spi.Batch;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Brings so many messages of a generated stream, and remembers where the fault began and ended. */
final class StreamFeed implements Source, SupportsReplay {
    private static final int BATCH = 1000;

    private final SampleStream stream;
    private final long messages;
    private long sent;
    private volatile long firstFaulty = Long.MAX_VALUE;
    private volatile long lastFaulty = Long.MIN_VALUE;

    StreamFeed(SampleStream stream, long messages) {
        this.stream = stream;
        this.messages = messages;
    }

    /** Number of the first message that a fault touched, from 1. */
    long firstFaulty() {
        return firstFaulty;
    }

    /** Number of the last one. */
    long lastFaulty() {
        return lastFaulty;
    }

    @Override
    public void open(SourceContext context) {}

    @Override
    public Batch poll(Duration limit) {
        List<Message> batch = new ArrayList<>(BATCH);
        while (batch.size() < BATCH && sent < messages) {
            var sample = stream.next();
            if (sample == null) {
                return new Batch(batch, true);
            }
            sent++;
            if (sample.fault() != null) {
                firstFaulty = Math.min(firstFaulty, sent);
                lastFaulty = sent;
            }
            byte[] bytes = sample.toBytes();
            batch.add(new Message("stream", sent, 0, bytes, 0, bytes.length));
        }
        return new Batch(batch, sent == messages);
    }

    @Override
    public void acknowledge(List<Message> done) {}

    @Override
    public boolean replaying() {
        return true;
    }

    @Override
    public void close() {}
}
