package io.cleandata.source.memory;

import io.cleandata.model.Message;
import io.cleandata.source.SupportsReplay;
import io.cleandata.spi.Batch;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceContext;
import io.cleandata.spi.SupportsLag;
import io.cleandata.spi.SupportsPause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Messages that code puts in. Bounded: {@link #send} waits while too many wait to be taken. Keeps a record of what was acknowledged.
 *
 * <p>{@link #send}, {@link #end} and the record may be used from any thread.
 */
public final class MemorySource implements Source, SupportsPause, SupportsLag, SupportsReplay {

    private static final String PARTITION = "memory";
    private static final int BATCH = 2_000;

    private final int capacity;
    private final boolean replaying;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Message> waiting = new ArrayDeque<>();
    private final ArrayDeque<Set<String>> lost = new ArrayDeque<>();
    private final List<Message> acknowledged = new ArrayList<>();
    private @Nullable SourceContext context;
    private long position;
    private boolean paused;
    private boolean ended;
    private boolean closed;

    /** A source of what happens now, in which up to 100,000 messages may wait. */
    public MemorySource() {
        this(100_000, false);
    }

    /**
     * A source.
     *
     * @param capacity messages that may wait to be taken
     * @param replaying whether they are history, so that time is theirs
     */
    public MemorySource(int capacity, boolean replaying) {
        this.capacity = capacity;
        this.replaying = replaying;
    }

    /** Puts a message in, at the next position of the only partition; waits while the source is full. */
    public void send(String json) throws InterruptedException {
        send(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts a message in, at the next position of the only partition; waits while the source is full. */
    public void send(byte[] value) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitRoom();
            waiting.add(new Message(PARTITION, ++position, 0, value, 0, value.length));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Puts a message in as it is; waits while the source is full. */
    public void send(Message message) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitRoom();
            waiting.add(message);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() throws InterruptedException {
        while (waiting.size() >= capacity && !closed) {
            changed.await();
        }
        if (closed || ended) {
            throw new IllegalStateException("the source is closed or has ended");
        }
    }

    /** No message follows: the pipeline ends when it has analysed what it has. */
    public void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes partitions away, as a broker does when another consumer joins: what was not taken yet of them is gone. */
    public void lose(Set<String> partitions) {
        lock.lock();
        try {
            waiting.removeIf(message -> partitions.contains(message.partition()));
            lost.add(Set.copyOf(partitions));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What was acknowledged, in order. */
    public List<Message> acknowledged() {
        lock.lock();
        try {
            return List.copyOf(acknowledged);
        } finally {
            lock.unlock();
        }
    }

    /** Messages that wait to be taken. */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void open(SourceContext sourceContext) {
        context = sourceContext;
    }

    @Override
    public Batch poll(Duration limit) throws InterruptedException {
        handleLost();
        lock.lockInterruptibly();
        try {
            long left = limit.toNanos();
            while ((waiting.isEmpty() || paused) && lost.isEmpty() && !closed && (!ended || paused) && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (closed) {
                return Batch.end();
            }
            if (paused || !lost.isEmpty()) {
                return Batch.empty(); // a loss is told of before anything that was sent after it
            }
            int count = Math.min(BATCH, waiting.size());
            List<Message> messages = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                messages.add(waiting.remove());
            }
            changed.signalAll();
            return new Batch(messages, ended && waiting.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    private void handleLost() {
        while (true) {
            Set<String> partitions;
            lock.lock();
            try {
                partitions = lost.poll();
            } finally {
                lock.unlock();
            }
            if (partitions == null || context == null) {
                return;
            }
            acknowledge(context.revoked(partitions));
        }
    }

    @Override
    public void acknowledge(List<Message> done) {
        lock.lock();
        try {
            acknowledged.addAll(done);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until so many messages were acknowledged; whether that was in time. */
    public boolean awaitAcknowledged(int count, Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limit.toNanos();
            while (acknowledged.size() < count) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void pause() {
        lock.lock();
        try {
            paused = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void resume() {
        lock.lock();
        try {
            paused = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Map<String, Long> lag() {
        return Map.of(PARTITION, (long) waiting());
    }

    @Override
    public boolean replaying() {
        return replaying;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How much of the acknowledged record is kept: all of it, so a long-lived application should use {@link #forgetAcknowledged}. */
    public void forgetAcknowledged() {
        lock.lock();
        try {
            acknowledged.clear();
        } finally {
            lock.unlock();
        }
    }
}
