package io.cleandata.metrics.prometheus;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a server, of which none serves one request for longer than a limit: who sends half a request, or does not read the answer, is interrupted, which closes
 * his connection. Otherwise few of them would keep everybody else from being answered.
 */
final class RequestThreads implements Executor, AutoCloseable {

    private static final int THREADS = 4;

    private final long limit;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, task -> daemon(task, "clean-metrics-http"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "clean-metrics-timer"));

    RequestThreads(Duration limit) {
        this.limit = limit.toMillis();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable request) {
        threads.execute(() -> limited(request));
    }

    private void limited(Runnable request) {
        Thread thread = Thread.currentThread();
        Object ending = new Object();
        boolean[] over = {false};
        Future<?> end = timer.schedule(
                () -> {
                    synchronized (ending) {
                        if (!over[0]) {
                            thread.interrupt();
                        }
                    }
                },
                limit,
                TimeUnit.MILLISECONDS);
        try {
            request.run();
        } finally {
            end.cancel(false);
            synchronized (ending) {
                over[0] = true;
            }
            Thread.interrupted(); // it was meant for this request
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        timer.shutdownNow();
    }
}
