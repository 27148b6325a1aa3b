package io.cleandata.cli.demo;

import io.cleandata.generator.FaultyStream;
import io.cleandata.model.Message;
import io.cleandata.source.SupportsReplay;
import io.cleandata.spi.Batch;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceContext;
import io.cleandata.spi.SupportsPause;
import io.cleandata.spi.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends a generated stream at a steady pace, or as fast as it is taken. */
final class DemoSource implements Source, SupportsPause, SupportsReplay {
    private static final int BATCH = 500;
    /** A fault that touches one sample in twenty is not over when nineteen were sound. */
    private static final long QUIET = 200;

    private final FaultyStream stream;
    private final Ticker ticker;
    private final double perSecond;
    private final Consumer<Fault> faults;
    private volatile boolean closed;
    private boolean paused;
    private boolean started;
    private long begun;
    private long sent;
    private long lastTouched;
    private long lastFaulty;
    private @Nullable String faultNow;

    /**
     * A fault's first or last message has been sent.
     *
     * @param name the fault
     * @param message number of the message, from 1
     * @param began whether it is the first
     */
    record Fault(String name, long message, boolean began) {}

    /**
     * @param perSecond messages a second; infinite for no pace
     * @param faults is told from the polling thread when a fault begins and ends
     */
    DemoSource(FaultyStream stream, Ticker ticker, double perSecond, Consumer<Fault> faults) {
        this.stream = stream;
        this.ticker = ticker;
        this.perSecond = perSecond;
        this.faults = faults;
    }

    @Override
    public void open(SourceContext context) {}

    @Override
    public Batch poll(Duration limit) throws InterruptedException {
        if (closed) {
            return Batch.end();
        }
        if (paused) {
            Thread.sleep(Math.min(limit.toMillis(), 5));
            return Batch.empty();
        }
        int due = due();
        if (due == 0) {
            Thread.sleep(Math.min(limit.toMillis(), 20));
            due = due();
        }
        return due == 0 ? Batch.empty() : batch(due);
    }

    /** How many messages are to be sent now. After a pause the pace is kept, not caught up with. */
    private int due() {
        if (Double.isInfinite(perSecond)) {
            return BATCH;
        }
        long now = ticker.read();
        if (!started) {
            started = true;
            begun = now;
        }
        double due = (now - begun) * perSecond / TimeUnit.SECONDS.toNanos(1) - sent;
        if (due > BATCH) {
            begun += (long) ((due - BATCH) * TimeUnit.SECONDS.toNanos(1) / perSecond);
        }
        return (int) Math.max(0, Math.min(due, BATCH));
    }

    private Batch batch(int size) {
        List<Message> messages = new ArrayList<>(size);
        while (messages.size() < size) {
            var sample = stream.next();
            if (sample == null) {
                tell(null);
                return new Batch(messages, true);
            }
            sent++;
            String fault = sample.fault();
            if (fault != null) {
                tell(fault);
            } else if (faultNow != null && stream.soundSamples() >= lastTouched + QUIET) {
                tell(null);
            }
            lastTouched = fault != null ? stream.soundSamples() : lastTouched;
            lastFaulty = fault != null ? sent : lastFaulty;
            byte[] bytes = sample.toBytes();
            messages.add(new Message("demo", sent, 0, bytes, 0, bytes.length));
        }
        return Batch.of(messages);
    }

    private void tell(@Nullable String fault) {
        if (faultNow != null && !faultNow.equals(fault)) {
            faults.accept(new Fault(faultNow, lastFaulty, false));
        }
        if (fault != null && !fault.equals(faultNow)) {
            faults.accept(new Fault(fault, sent, true));
        }
        faultNow = fault;
    }

    @Override
    public void acknowledge(List<Message> done) {}

    /** Its pace is for people; to the pipeline it is history, so that each demo is like the other. */
    @Override
    public boolean replaying() {
        return true;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void close() {
        closed = true;
    }
}
