package io.cleandata.engine;

import io.cleandata.model.Message;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** From the intake thread to the assembly thread: few whole batches, and commands between them, in order. */
final class Inbox {

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Object> items = new ArrayDeque<>();
    private int batches;

    Inbox(int capacity) {
        this.capacity = capacity;
    }

    /** Adds a batch if there is room within the time. */
    boolean offer(List<Message> batch, long waitNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = waitNanos;
            while (batches >= capacity) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            batches++;
            items.add(batch);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a command, whatever the room. */
    void command(Runnable command) {
        lock.lock();
        try {
            items.add(command);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next batch ({@code List<Message>}) or command ({@code Runnable}), or null when none comes within the time. */
    @Nullable
    Object take(long waitNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = waitNanos;
            while (items.isEmpty()) {
                if (left <= 0) {
                    return null;
                }
                left = changed.awaitNanos(left);
            }
            Object item = items.remove();
            if (item instanceof List) {
                batches--;
                changed.signalAll();
            }
            return item;
        } finally {
            lock.unlock();
        }
    }
}
