package io.cleandata.alert;

import io.cleandata.model.Alert;
import io.cleandata.spi.AlertHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers each alert once to each handler, from one thread for each. Keeps nothing over a restart. */
public final class HandlerThreads implements AlertDispatcher {

    private static final Logger log = LoggerFactory.getLogger(HandlerThreads.class);
    private static final int QUEUE = 1000;

    private final Map<String, AlertHandler> handlers;
    private final List<ThreadPoolExecutor> threads = new ArrayList<>();
    private final LongAdder sent = new LongAdder();

    public HandlerThreads(Map<String, AlertHandler> handlers) {
        this.handlers = new LinkedHashMap<>(handlers);
    }

    @Override
    public void start() {
        handlers.forEach((name, handler) -> threads.add(new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(QUEUE),
                task -> {
                    Thread thread = new Thread(task, "clean-alert-" + name);
                    thread.setDaemon(true);
                    return thread;
                },
                (task, pool) -> log.error("alert handler {} is too slow: an alert is dropped", name))));
    }

    @Override
    public void submit(List<Alert> alerts) {
        List<AlertHandler> all = List.copyOf(handlers.values());
        for (int i = 0; i < threads.size(); i++) {
            AlertHandler handler = all.get(i);
            for (Alert alert : alerts) {
                threads.get(i).execute(() -> deliver(handler, alert));
            }
        }
    }

    private void deliver(AlertHandler handler, Alert alert) {
        try {
            handler.handle(alert);
            sent.increment();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) { // a handler never harms the others
            log.error("an alert could not be delivered: {}", alert.idempotencyKey(), e);
        }
    }

    @Override
    public boolean drain(Duration limit) {
        threads.forEach(ThreadPoolExecutor::shutdown);
        try {
            for (ThreadPoolExecutor thread : threads) {
                if (!thread.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public long sent() {
        return sent.sum();
    }

    @Override
    public void close() {
        threads.forEach(ThreadPoolExecutor::shutdownNow);
        handlers.forEach((name, handler) -> {
            try {
                handler.close();
            } catch (RuntimeException e) {
                log.warn("alert handler {} could not be closed", name, e);
            }
        });
    }
}
