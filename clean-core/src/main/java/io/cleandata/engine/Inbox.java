package io.cleandata.engine;

import io.cleandata.model.Message;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * From the intake thread to the assembly thread: whole batches, and commands between them, in order. It must hold enough for both to run at once: clients deliver in
 * bursts, and ask for more only when half of their own queue is taken.
 */
final class Inbox {

    private final long capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private long waiting;

    private record Item(Object what, long cost) {}

    /** @param capacity estimated bytes at which the next batch must wait */
    Inbox(long capacity) {
        this.capacity = capacity;
    }

    /** Adds a batch if there is room within the time. */
    boolean offer(List<Message> batch, long waitNanos) throws InterruptedException {
        long cost = cost(batch);
        lock.lockInterruptibly();
        try {
            long left = waitNanos;
            while (waiting >= capacity) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            waiting += cost;
            items.add(new Item(batch, cost));
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
            items.add(new Item(command, 0));
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
            Item item = items.remove();
            if (item.cost() > 0) {
                waiting -= item.cost();
                changed.signalAll();
            }
            return item.what();
        } finally {
            lock.unlock();
        }
    }

    private static long cost(List<Message> batch) {
        long cost = 0;
        for (int i = 0; i < batch.size(); i++) {
            cost += batch.get(i).length() + HoldLimits.OVERHEAD;
        }
        return cost;
    }
}
