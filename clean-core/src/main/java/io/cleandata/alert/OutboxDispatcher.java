package io.cleandata.alert;

import io.cleandata.model.Alert;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings alerts to handlers by way of an outbox, each handler from threads and with a queue of its own, so that a slow or dead one harms nobody else.
 *
 * <p>At least once: an alert is kept until each of its handlers has returned from {@link AlertHandler#handle}, also over a restart. What a kill leaves
 * undecided is sent again under the same idempotency key.
 */
public final class OutboxDispatcher implements AlertDispatcher {

    private static final Logger log = LoggerFactory.getLogger(OutboxDispatcher.class);
    private static final long LONGEST_NAP_NANOS = 1_000_000_000;
    /** Less than the two seconds after which an engine gives up a part that does not end. */
    private static final long LONGEST_FAREWELL_MILLIS = 1_500;

    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<ThreadPoolExecutor> couriers = new ArrayList<>();
    private final List<AlertRoute> routes;
    private final Supplier<Outbox> opener;
    private final Ticker ticker;
    private final IntFunction<List<Alert>> damaged;
    private final Object signal = new Object();
    private volatile Outbox outbox = Outbox.inMemory();
    private volatile boolean closed;
    private volatile long submissions;

    /**
     * A dispatcher that has not started.
     *
     * @param outbox opens the outbox, at the start
     * @param ticker elapsed time for back-off and rate limits
     */
    public OutboxDispatcher(List<AlertRoute> routes, Supplier<Outbox> outbox, Ticker ticker) {
        this(routes, outbox, ticker, places -> List.of());
    }

    /**
     * A dispatcher that has not started.
     *
     * @param outbox opens the outbox, at the start
     * @param ticker elapsed time for back-off and rate limits
     * @param damaged what to tell people when the outbox of an earlier run is damaged at so many places
     */
    public OutboxDispatcher(
            List<AlertRoute> routes, Supplier<Outbox> outbox, Ticker ticker, IntFunction<List<Alert>> damaged) {
        this.damaged = damaged;
        this.routes = List.copyOf(routes);
        this.opener = outbox;
        this.ticker = ticker;
    }

    @Override
    public void start() {
        outbox = opener.get();
        for (AlertRoute route : routes) {
            ThreadPoolExecutor courier = new ThreadPoolExecutor(
                    1,
                    1,
                    10,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    task -> daemon(task, "clean-alert-" + route.name()));
            courier.allowCoreThreadTimeOut(true);
            couriers.add(courier);
            lanes.add(new Lane(
                    route,
                    outbox,
                    timed(courier),
                    Backoff.exponential(route.routing().maxBackoff())));
        }
        resume();
        if (outbox.damaged() > 0) {
            submit(damaged.apply(outbox.damaged()));
        }
        for (Lane lane : lanes) {
            Thread thread =
                    daemon(() -> run(lane), "clean-alerts-" + lane.route().name());
            threads.add(thread);
            thread.start();
        }
    }

    /** Takes up what an earlier run has left, in the groups that it would have made, which nothing new may join: a receiver may know them. */
    private void resume() {
        Map<Lane, List<Alert>> waiting = new LinkedHashMap<>();
        outbox.undelivered().forEach((alert, handlers) -> {
            for (String name : handlers) {
                Lane lane = lanes.stream()
                        .filter(each -> each.route().name().equals(name))
                        .findFirst()
                        .orElse(null);
                if (lane == null) {
                    log.warn(
                            "alert {} waits for handler {}, which is not configured any more",
                            LogLine.of(alert.incident()),
                            name);
                    outbox.done(List.of(alert.idempotencyKey()), name);
                } else {
                    waiting.computeIfAbsent(lane, l -> new ArrayList<>()).add(alert);
                }
            }
        });
        waiting.forEach((lane, alerts) -> {
            lane.offer(alerts, ticker.read());
            lane.seal(ticker.read());
        });
    }

    @Override
    public void submit(List<Alert> alerts) {
        Map<Lane, List<Alert>> taken = new LinkedHashMap<>();
        for (Alert alert : alerts) {
            List<Lane> takers = lanes.stream().filter(lane -> lane.takes(alert)).toList();
            List<String> names =
                    takers.stream().map(lane -> lane.route().name()).toList();
            if (outbox.add(alert, names)) {
                takers.forEach(lane ->
                        taken.computeIfAbsent(lane, l -> new ArrayList<>()).add(alert));
            }
        }
        taken.forEach((lane, all) -> lane.offer(all, ticker.read()));
        synchronized (signal) {
            submissions++;
            signal.notifyAll();
        }
    }

    private void run(Lane lane) {
        try {
            while (!closed) {
                long known = submissions;
                int before = lane.counts().waiting();
                long wait = lane.step(ticker);
                synchronized (signal) {
                    if (lane.counts().waiting() < before) { // else the lanes would keep each other awake
                        signal.notifyAll();
                    }
                    if (wait > 0 && !closed && known == submissions) {
                        TimeUnit.NANOSECONDS.timedWait(signal, Math.max(1_000_000, Math.min(wait, LONGEST_NAP_NANOS)));
                    }
                }
            }
        } catch (InterruptedException e) {
            // closing
        }
    }

    @Override
    public boolean drain(Duration limit) {
        long end = ticker.read() + limit.toNanos();
        lanes.forEach(lane -> lane.hurry(ticker.read()));
        try {
            synchronized (signal) {
                submissions++;
                signal.notifyAll();
                while (waiting() > 0) {
                    long left = end - ticker.read();
                    if (left <= 0 || threads.isEmpty()) {
                        return false;
                    }
                    TimeUnit.NANOSECONDS.timedWait(signal, Math.min(left, LONGEST_NAP_NANOS / 10));
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public int waiting() {
        int sum = 0;
        for (Lane lane : lanes) {
            sum += lane.counts().waiting();
        }
        return sum;
    }

    @Override
    public long sent() {
        long sum = 0;
        for (Lane lane : lanes) {
            sum += lane.counts().delivered();
        }
        return sum;
    }

    /** What became of one handler's alerts; null before the start. */
    public @Nullable DeliveryCounts counts(String handler) {
        for (Lane lane : lanes) {
            if (lane.route().name().equals(handler)) {
                return lane.counts();
            }
        }
        return null;
    }

    /** Names of all handlers. */
    public List<String> handlers() {
        return routes.stream().map(AlertRoute::name).toList();
    }

    /** Records of an earlier run's outbox that were damaged and left out. */
    public int damaged() {
        return outbox.damaged();
    }

    /** Whether the outbox can not be written, so that a restart would lose alerts. */
    @Override
    public boolean outboxFailing() {
        return outbox.failing();
    }

    /** What became of each handler's alerts, by handler. */
    public Map<String, DeliveryCounts> counts() {
        Map<String, DeliveryCounts> counts = new LinkedHashMap<>();
        lanes.forEach(lane -> counts.put(lane.route().name(), lane.counts()));
        return counts;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        synchronized (signal) {
            signal.notifyAll();
        }
        couriers.forEach(ThreadPoolExecutor::shutdownNow);
        awaitLanes();
        for (AlertRoute route : routes) {
            try {
                route.handler().close();
            } catch (Throwable e) { // a handler never harms the others
                log.warn("alert handler {} could not be closed", route.name(), e);
            }
        }
        try {
            outbox.close();
        } catch (IOException e) {
            log.warn("the outbox could not be closed", e);
        }
    }

    /** Lets lanes note what comes of attempts that are interrupted now, all in one span: a receipt that is not written is an alert told twice. */
    private void awaitLanes() {
        boolean interrupted = Thread.interrupted();
        long end = ticker.read() + TimeUnit.MILLISECONDS.toNanos(LONGEST_FAREWELL_MILLIS);
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - ticker.read()))); // 0 would be for ever
            } catch (InterruptedException e) {
                interrupted = true;
            }
            thread.interrupt();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Attempts on a thread of their own, interrupted after the time allowed. One that does not heed it is waited for, since a handler is called once at a time. */
    private static Lane.Attempt timed(ThreadPoolExecutor courier) {
        AtomicBoolean busy = new AtomicBoolean();
        return (handler, alert, limit) -> {
            if (!busy.compareAndSet(false, true)) {
                throw new TimeoutException("an earlier attempt hangs");
            }
            AtomicBoolean taken = new AtomicBoolean(); // by the courier, or given up before it began
            Future<?> attempt = courier.submit(() -> {
                if (taken.compareAndSet(false, true)) {
                    try {
                        handler.handle(alert);
                    } finally {
                        busy.set(false);
                    }
                }
                return null;
            });
            try {
                attempt.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                attempt.cancel(true);
                if (taken.compareAndSet(false, true)) {
                    busy.set(false);
                }
                throw new TimeoutException("no answer within " + limit.toSeconds() + " s");
            } catch (InterruptedException e) {
                attempt.cancel(true);
                throw e;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
        };
    }

    private Thread daemon(Runnable task, String name) {
        return new Own(this, task, name);
    }

    @Override
    public boolean owns(Thread thread) {
        return thread instanceof Own own && own.dispatcher == this;
    }

    /** A thread that handlers are called on, or a lane's. */
    private static final class Own extends Thread {
        private final OutboxDispatcher dispatcher;

        Own(OutboxDispatcher dispatcher, Runnable task, String name) {
            super(task, name);
            this.dispatcher = dispatcher;
            setDaemon(true);
        }
    }
}
