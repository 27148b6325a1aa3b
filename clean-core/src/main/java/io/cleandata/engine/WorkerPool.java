package io.cleandata.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A fixed number of threads that analyse windows. A thread that a detector holds for too long is given up and replaced. */
final class WorkerPool implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);

    private final String pipeline;
    private final int size;
    private final LinkedBlockingDeque<Runnable> tasks = new LinkedBlockingDeque<>();
    private final AtomicInteger named = new AtomicInteger();
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    WorkerPool(String pipeline, int size) {
        this.pipeline = pipeline;
        this.size = size;
    }

    void start() {
        for (int i = 0; i < size; i++) {
            new Worker().start();
        }
    }

    int size() {
        return size;
    }

    /** Runs a task when its turn comes. */
    void execute(Runnable task) {
        tasks.addLast(task);
    }

    /** Runs a part of what is already being done before anything that has not begun. */
    void executeFirst(Runnable task) {
        tasks.addFirst(task);
    }

    /** Gives a thread up: it ends when its task does, and another takes its place. */
    void replace(Thread thread) {
        if (thread instanceof Worker worker && !worker.retired) {
            worker.retired = true;
            worker.interrupt();
            if (!closed) {
                new Worker().start();
            }
        }
    }

    /** Gives all threads up that work for a detector's account. */
    void replaceWorkersFor(DetectorRunner account) {
        for (Worker worker : workers) {
            if (worker.account == account) {
                replace(worker);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        workers.forEach(Thread::interrupt); // those that wait, and what is given up with the pipeline
    }

    /** A thread of the pool, which knows for whose account it works. */
    final class Worker extends Thread {

        private volatile boolean retired;

        volatile @Nullable DetectorRunner account;

        Worker() {
            super("clean-" + pipeline + "-worker-" + named.incrementAndGet());
            setDaemon(true);
            workers.add(this);
        }

        @Override
        public void run() {
            try {
                work();
            } finally {
                workers.remove(this);
            }
        }

        private void work() {
            while (!retired && !closed) {
                try {
                    tasks.takeFirst().run();
                } catch (InterruptedException e) {
                    // only a thread that is given up, or of a pool that is closed, is interrupted on purpose: the
                    // loop's condition decides
                    continue;
                } catch (Throwable e) {
                    log.error("a task of pipeline {} failed", pipeline, e);
                }
                if (!retired) {
                    Thread.interrupted(); // a late interrupt must not meet the next task
                }
            }
        }
    }
}
