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
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The assembly thread: parses messages into rows, places rows into panes, hands windows to the detectors and everything that happened, in order, to the
 * finisher. Alone with all it touches, so that nothing is locked for a message.
 */
final class Assembler implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Assembler.class);

    /** Messages after which the clock is read again, and after which in a replay windows look at the time. */
    private static final int CLOCK_EVERY = 64;

    private static final int PLACED_AT_MOST = 1024;
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
    private final Map<String, KeyWindows> keys = new LinkedHashMap<>();
    private final @Nullable KeyWindows only;
    private final ArrayDeque<Step> emitted = new ArrayDeque<>();
    private volatile Set<String> partitions = Set.of();
    private @Nullable KeyWindows overflow;
    private Step.Placed placed = new Step.Placed();
    private Map<String, Long> badCounts = new TreeMap<>();
    private long lateCount;
    private long sequence;
    private long cost;
    private long oldestCost;
    private long nextIndex;
    private long nanos;
    private long millis;
    private long deadline = Long.MAX_VALUE;
    private int holds;
    private boolean warnedOfMemory;
    private boolean ended;

    Assembler(Parts parts) {
        this.parts = parts;
        this.row = new RowWriter(parts.schema());
        this.replay = parts.clock() instanceof ReplayTime time ? time : null;
        this.nextIndex = parts.memory().nextWindow();
        this.only = parts.keyed() == null
                ? new KeyWindows(this, null, parts.windowing().get())
                : null;
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
                }
                if (nanos >= deadline) {
                    tick();
                }
                send();
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
            cost += message.length() + HoldLimits.OVERHEAD;
            holds = 0;
            if (parts.memory().analysedBefore(message)) {
                message = message.asRedelivered();
            }
            redelivered += message.redelivered() ? 1 : 0;
            try {
                row.read(message, parts.parser());
                toWindows(message);
            } catch (BadMessageException e) {
                bad(message, e);
            }
            placed.add(message, holds);
            sequence++;
            if (!emitted.isEmpty() || placed.size() >= PLACED_AT_MOST) {
                send();
                closeWhatCostsTooMuch();
            }
        }
        parts.counters().messages(batch.size(), redelivered, bytes);
        if (placed.free() > 0) {
            send();
        }
    }

    private void everyFewMessages() {
        readClock();
        if (replay != null || nanos >= deadline) {
            tick();
        }
    }

    private void toWindows(Message message) {
        if (replay != null && row.timestamp() != Window.NO_TIMESTAMP) {
            replay.saw(row.timestamp());
            millis = replay.millis();
        }
        KeyWindows windows = only != null ? only : ofKey();
        windows.add(row);
        deadline = Math.min(deadline, windows.nextDeadline());
    }

    private KeyWindows ofKey() {
        KeyedOptions keyed = java.util.Objects.requireNonNull(parts.keyed());
        String key = row.keyText(keyed.by());
        if (key == null) {
            key = "";
        }
        KeyWindows windows = keys.get(key);
        if (windows == null) {
            if (keys.size() >= keyed.maxKeys()) {
                keys.values().removeIf(KeyWindows::idle);
            }
            if (keys.size() >= keyed.maxKeys()) {
                parts.counters().overflowed();
                KeyWindows shared = overflow;
                if (shared == null) {
                    shared =
                            new KeyWindows(this, OVERFLOW_KEY, parts.windowing().get());
                    overflow = shared;
                    log.warn(
                            "pipeline {} has more than {} keys of {}: further ones share the windows of {}",
                            parts.pipeline(),
                            keyed.maxKeys(),
                            keyed.by(),
                            OVERFLOW_KEY);
                }
                return shared;
            }
            windows = new KeyWindows(this, key, parts.windowing().get());
            keys.put(key, windows);
        }
        return windows;
    }

    /** The key of the windows that keys beyond the limit share. */
    static final String OVERFLOW_KEY = "(other keys)";

    private void bad(Message message, BadMessageException e) {
        String detail = e.getMessage() == null ? "" : e.getMessage();
        if (!message.redelivered()) {
            badCounts.merge(e.reason(), 1L, Long::sum);
        }
        parts.counters().bad(e.reason(), message, detail);
        if (parts.keepBadMessages()) {
            placed.bad(new BadMessage(message, e.reason(), detail));
        }
    }

    // ---------------------------------------------------------------- windows

    private void tick() {
        if (only != null) {
            only.tick();
            deadline = only.nextDeadline();
            return;
        }
        long next = Long.MAX_VALUE;
        for (KeyWindows windows : keys.values()) {
            windows.tick();
            next = Math.min(next, windows.nextDeadline());
        }
        if (overflow != null) {
            overflow.tick();
            next = Math.min(next, overflow.nextDeadline());
        }
        deadline = next;
    }

    /** Closes the windows that make the pipeline hold the most, until it holds no more than it may. */
    private void closeWhatCostsTooMuch() throws InterruptedException {
        while (cost - oldestCost > parts.limits().maxBytes()) {
            EnginePane oldest = null;
            for (KeyWindows windows : all()) {
                EnginePane pane = windows.oldestPane();
                if (pane != null && (oldest == null || pane.costAtFirst() < oldest.costAtFirst())) {
                    oldest = pane;
                }
            }
            oldestCost = oldest == null ? cost : oldest.costAtFirst();
            if (oldest == null || cost - oldestCost <= parts.limits().maxBytes()) {
                return;
            }
            if (!warnedOfMemory) {
                warnedOfMemory = true;
                log.warn(
                        "pipeline {} closes windows early, since what has come since the oldest open one needs more than {} MB;"
                                + " give the process more memory or choose smaller windows",
                        parts.pipeline(),
                        parts.limits().maxBytes() >> 20);
            }
            closedEarly("memory");
            oldest.closeEarly();
            send();
        }
    }

    private Collection<KeyWindows> all() {
        if (only != null) {
            return List.of(only);
        }
        List<KeyWindows> all = new java.util.ArrayList<>(keys.values());
        if (overflow != null) {
            all.add(overflow);
        }
        return all;
    }

    /** Hands on what has been placed, then the windows that it filled. */
    private void send() throws InterruptedException {
        if (placed.size() > 0 && (placed.free() > 0 || !emitted.isEmpty() || placed.size() >= PLACED_AT_MOST)) {
            flushPlaced();
        }
        for (Step step = emitted.poll(); step != null; step = emitted.poll()) {
            if (step instanceof WindowTask task) {
                parts.inFlight().acquire();
                parts.counters().windowOpened();
                parts.steps().put(task);
                for (DetectorRunner runner : parts.runners()) {
                    runner.submit(task);
                }
            } else {
                parts.steps().put(step);
            }
        }
    }

    private void flushPlaced() throws InterruptedException {
        if (placed.size() > 0) {
            parts.steps().put(placed);
            placed = new Step.Placed();
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
        all().forEach(KeyWindows::end);
        try {
            flushPlaced();
            send();
            parts.steps().put(new Step.End(savedSchema(), takeBadCounts(), takeLateCount()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended = true;
    }

    /** Drops what open windows hold of the partitions, and has the finisher answer what is finished of them. */
    void revoke(Step.Revoked revoked) {
        all().forEach(windows -> windows.remove(revoked.partitions()));
        Map<String, Boolean> left = new HashMap<>();
        partitions.forEach(p -> left.put(p, true));
        revoked.partitions().forEach(left::remove);
        partitions = Set.copyOf(left.keySet());
        try {
            flushPlaced();
            send();
            parts.steps().put(revoked);
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

    void held() {
        holds++;
    }

    void late() {
        lateCount++;
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
        emitted.add(new WindowTask(
                window,
                sequences,
                released,
                takeBadCounts(),
                takeLateCount(),
                checkpoint,
                parts.runners().size()));
    }

    void released(long[] sequences) {
        emitted.add(new Step.Released(sequences));
    }

    private Map<String, Long> takeBadCounts() {
        if (badCounts.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> taken = badCounts;
        badCounts = new TreeMap<>();
        return taken;
    }

    private long takeLateCount() {
        long taken = lateCount;
        lateCount = 0;
        return taken;
    }
}
