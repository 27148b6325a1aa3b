package io.cleandata.engine;

import io.cleandata.column.RowWriter;
import io.cleandata.column.StreamSchema;
import io.cleandata.model.BadMessageException;
import io.cleandata.model.Message;
import io.cleandata.model.Window;
import io.cleandata.settings.KeyedOptions;
import io.cleandata.spi.MessageParser;
import io.cleandata.spi.Ticker;
import io.cleandata.spi.Windowing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The assembly thread: parses messages into rows, places rows into panes, and hands on what became of them ({@link Handover}). Alone with all it touches, so that
 * nothing is locked for a message.
 */
final class Assembler implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Assembler.class);

    /** Messages after which the clock is read again, and after which in a replay windows look at the time. */
    private static final int CLOCK_EVERY = 64;

    /** Bad messages without a sample between them, after which an empty window tells of them. */
    private static final int BAD_IN_A_ROW = 1000;

    /** How often at least it is looked at what windows hold, on the way to the limit of memory. */
    private static final int CHECKS_TO_LIMIT = 16;

    private static final long IDLE_WAIT = 50_000_000;

    /** Everything around it. */
    record Parts(
            String pipeline,
            Inbox inbox,
            BlockingQueue<Step> steps,
            Semaphore inFlight,
            List<DetectorRunner> runners,
            MessageParser parser,
            StreamSchema schema,
            Supplier<Windowing> windowing,
            @Nullable KeyedOptions keyed,
            HoldLimits limits,
            InstantSource clock,
            Ticker ticker,
            Memory memory,
            boolean keepBadMessages,
            Counters counters,
            Failure failure) {}

    private final Parts parts;
    private final RowWriter row;
    private final @Nullable ReplayTime replay;
    private final OpenWindows open;
    private final Unwindowed unwindowed = new Unwindowed();
    private final Handover handover;
    private volatile Set<String> partitions = Set.of();
    private long sequence;
    private long cost;
    /** What the stream has cost when it is to be looked at again, however few messages that was. */
    private long nextCheck;

    private long overhead = HoldLimits.OVERHEAD;
    private long oldestCost;
    private long oldestSequence;
    private long nextIndex;
    private long nanos;
    private long millis;
    private long deadline = Long.MAX_VALUE;
    private int holds;
    private byte mark;
    /** Whether the current message was analysed by an earlier run. */
    private boolean again;

    private int badInARow;
    private boolean warnedOfMemory;
    private boolean ended;

    Assembler(Parts parts) {
        this.parts = parts;
        this.row = new RowWriter(parts.schema(), parts.counters().repeatedKeys);
        this.replay = parts.clock() instanceof ReplayTime time ? time : null;
        this.nextIndex = parts.memory().nextWindow();
        this.open = new OpenWindows(this, parts.windowing(), parts.keyed(), parts.counters(), parts.pipeline());
        this.handover = new Handover(parts.steps(), parts.inFlight(), parts.runners(), parts.counters());
        readClock();
    }

    @Override
    public void run() {
        try {
            while (!ended) {
                Object item = parts.inbox().take(waitNanos());
                readClock();
                if (nanos >= deadline) {
                    tick(); // what was due before this item came
                }
                if (item instanceof Runnable command) {
                    command.run();
                } else if (item instanceof List<?> batch) {
                    place(batch);
                } else {
                    handover.flush(); // nothing comes: let the finisher know what waits
                }
                if (nanos >= deadline) {
                    tick();
                }
                handover.send();
            }
        } catch (InterruptedException e) {
            // the pipeline is being given up
        } catch (Throwable e) {
            parts.failure().fail(e);
        }
    }

    private long waitNanos() {
        // the ticker may be a test's, so the wait is never longer than a moment
        return deadline == Long.MAX_VALUE ? IDLE_WAIT : Math.max(0, Math.min(IDLE_WAIT, deadline - nanos));
    }

    private void readClock() {
        nanos = parts.ticker().read();
        millis = parts.clock().millis();
    }

    // ---------------------------------------------------------------- messages

    private void place(List<?> batch) throws InterruptedException {
        int bytes = 0;
        int redelivered = 0;
        for (int i = 0; i < batch.size(); i++) {
            Message message = (Message) batch.get(i);
            if ((sequence & (CLOCK_EVERY - 1)) == 0) {
                everyFewMessages();
            }
            bytes += message.length();
            cost += message.length() + overhead;
            holds = 0;
            mark = Counters.PLAIN;
            if (parts.memory().analysedBefore(message)) {
                message = message.asRedelivered();
            }
            again = message.redelivered();
            redelivered += again ? 1 : 0;
            try {
                row.read(message, parts.parser());
                toWindows(message);
            } catch (BadMessageException e) {
                bad(message, e);
            }
            handover.placed(message, holds, mark);
            sequence++;
            if (handover.due() || cost >= nextCheck) {
                nextCheck = cost + parts.limits().maxBytes() / CHECKS_TO_LIMIT;
                handover.send();
                closeWhatHoldsTooMuch();
            }
        }
        parts.counters().messages(batch.size(), redelivered, bytes);
        if (handover.anyFree()) {
            handover.send();
        }
    }

    private void everyFewMessages() {
        readClock();
        overhead = HoldLimits.overhead(parts.schema().rowBytes());
        if (replay != null || nanos >= deadline) {
            tick();
        }
    }

    private void toWindows(Message message) {
        if (replay != null && row.timestamp() != Window.NO_TIMESTAMP) {
            replay.saw(row.timestamp());
            millis = replay.millis();
        }
        badInARow = 0;
        KeyWindows windows = open.of(row);
        windows.add(row);
        deadline = Math.min(deadline, windows.nextDeadline());
    }

    private void bad(Message message, BadMessageException e) {
        String detail = e.getMessage() == null ? "" : e.getMessage();
        if (!message.redelivered()) {
            unwindowed.bad(parts.counters().reason(e.reason()), nanos);
            deadline = Math.min(deadline, unwindowedUntil());
            if (++badInARow == BAD_IN_A_ROW) {
                tellWithoutSamples();
            }
        }
        mark = parts.counters().bad(e.reason(), message, detail);
        if (parts.keepBadMessages()) {
            handover.bad(new BadMessage(message, e.reason(), detail));
        }
    }

    // ---------------------------------------------------------------- windows

    private void tick() {
        deadline = open.tick();
        if (unwindowed.any() && open.oldestPane() == null) { // else the open window will tell
            if (nanos >= unwindowedUntil()) {
                tellWithoutSamples();
            }
            deadline = Math.min(deadline, unwindowedUntil());
        }
    }

    private long unwindowedUntil() {
        return unwindowed.any() ? unwindowed.since() + parts.limits().maxOpen().toNanos() : Long.MAX_VALUE;
    }

    /** An empty window, so that a stream which has become unreadable does not become silent, and nothing goes uncounted. */
    private void tellWithoutSamples() {
        badInARow = 0;
        Window empty = Window.builder(0)
                .index(nextIndex())
                .partial(true)
                .closed(closing())
                .build();
        handover.emitted(
                new WindowTask(empty, new long[0], new long[0], unwindowed.takeBad(), unwindowed.takeLate(), null, 0));
    }

    /** Closes the windows that make the pipeline hold the most, until it holds no more than it may. */
    private void closeWhatHoldsTooMuch() throws InterruptedException {
        HoldLimits limits = parts.limits();
        while (cost - oldestCost > limits.maxBytes() || sequence - oldestSequence > limits.maxSamples()) {
            EnginePane oldest = open.oldestPane();
            oldestCost = oldest == null ? cost : oldest.costAtFirst();
            oldestSequence = oldest == null ? sequence : oldest.sequenceAtFirst();
            boolean costs = cost - oldestCost > limits.maxBytes();
            if (oldest == null || (!costs && sequence - oldestSequence <= limits.maxSamples())) {
                return;
            }
            if (costs && !warnedOfMemory) {
                warnedOfMemory = true;
                log.warn(
                        "pipeline {} closes windows early, since what has come since the oldest open one needs more than {} MB;"
                                + " give the process more memory or choose smaller windows",
                        parts.pipeline(),
                        limits.maxBytes() >> 20);
            }
            closedEarly(costs ? "memory" : "max-open-samples");
            oldest.closeEarly();
            handover.send();
        }
    }

    private byte[] savedSchema() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            parts.schema().save(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    // ---------------------------------------------------------------- commands, run by this thread

    /** Ends the stream: open windows are closed as partial, and the finisher learns that nothing follows. */
    void end() {
        open.end();
        if (unwindowed.any()) {
            tellWithoutSamples();
        }
        try {
            handover.sendBehindAll(new Step.End(savedSchema()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended = true;
    }

    /** Drops what open windows hold of the partitions, and has the finisher answer what is finished of them. */
    void revoke(Step.Revoked revoked) {
        open.remove(revoked.partitions());
        Map<String, Boolean> left = new HashMap<>();
        partitions.forEach(p -> left.put(p, true));
        revoked.partitions().forEach(left::remove);
        partitions = Set.copyOf(left.keySet());
        try {
            handover.sendBehindAll(revoked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void assign(Collection<String> added) {
        Set<String> all = new java.util.HashSet<>(partitions);
        all.addAll(added);
        partitions = Set.copyOf(all);
    }

    // ---------------------------------------------------------------- what panes need

    StreamSchema schema() {
        return parts.schema();
    }

    RowWriter row() {
        return row;
    }

    HoldLimits limits() {
        return parts.limits();
    }

    long sequence() {
        return sequence;
    }

    long nanos() {
        return nanos;
    }

    long millis() {
        return millis;
    }

    long cost() {
        return cost;
    }

    Set<String> partitions() {
        return partitions;
    }

    /** Room was made for rows that may never come. */
    void costsRows(int rows) {
        cost += rows * overhead;
    }

    void held() {
        holds++;
    }

    /** The current sample is too late for a window; one that an earlier run has counted is not counted again. */
    void late() {
        if (again) {
            return;
        }
        mark = Counters.LATE;
        unwindowed.late(nanos);
        deadline = Math.min(deadline, unwindowedUntil());
        parts.counters().late();
    }

    void closedEarly(String why) {
        parts.counters().closedEarly(why);
    }

    long nextIndex() {
        return nextIndex++;
    }

    Instant closing() {
        return Instant.ofEpochMilli(millis);
    }

    void emitted(Window window, long[] sequences, long[] released) {
        boolean save = parts.memory().checkpointDue();
        Checkpoint checkpoint =
                save ? new Checkpoint(savedSchema(), parts.runners().size()) : null;
        handover.emitted(new WindowTask(
                window,
                sequences,
                released,
                unwindowed.takeBad(),
                unwindowed.takeLate(),
                checkpoint,
                parts.runners().size()));
    }

    void released(long[] sequences) {
        handover.emitted(new Step.Released(sequences));
    }
}
