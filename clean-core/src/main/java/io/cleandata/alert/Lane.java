package io.cleandata.alert;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.settings.AlertRouting;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One handler's queue with its schedule: at most so many a minute, a failed one again after a back-off, or when the other system asked
 * for it. Knows no threads: somebody calls {@link #step} when it is due.
 *
 * <p><b>Threading.</b> {@link #offer} and the counts from any thread, {@link #step} from one.
 */
final class Lane {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);
    private static final int MOST_INCIDENTS = 10_000;
    private static final long NANOS_PER_MINUTE = 60_000_000_000L;

    /** Makes one attempt, within the time allowed. */
    interface Attempt {
        void deliver(AlertHandler handler, Alert alert, Duration limit) throws Exception;
    }

    /** Alerts that go as one message. While it is open more may join, which only happens before the first attempt. */
    private static final class Waiting {
        private final List<Alert> alerts = new ArrayList<>();
        private final long since;
        private boolean open;
        private int failures;
        private long due;

        private Waiting(Alert first, long since, boolean open, long due) {
            this.alerts.add(first);
            this.since = since;
            this.open = open;
            this.due = due;
        }

        /** By the alerts' own time, so that a restart makes the same groups of what it finds. */
        private boolean takes(Alert alert, Duration wait) {
            return open
                    && Duration.between(alerts.get(0).time(), alert.time())
                                    .abs()
                                    .compareTo(wait)
                            <= 0;
        }
    }

    private final AlertRoute route;
    private final Outbox outbox;
    private final Attempt attempt;
    private final Backoff backoff;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    /** Incidents that were told and are not over. */
    private final Set<String> told = new LinkedHashSet<>();

    private double tokens;
    private long tokensAt;
    private boolean tokensKnown;
    private boolean failing;
    private boolean hurried;
    private int waiting;
    private long delivered;
    private long retries;
    private long givenUp;
    private long dropped;

    Lane(AlertRoute route, Outbox outbox, Attempt attempt, Backoff backoff) {
        this.route = route;
        this.outbox = outbox;
        this.attempt = attempt;
        this.backoff = backoff;
        this.tokens = route.routing().maxPerMinute();
    }

    AlertRoute route() {
        return route;
    }

    /**
     * Whether the handler gets the alert. It gets the end of what it was told of, also when that has become graver in the meantime than what it is told of.
     */
    synchronized boolean takes(Alert alert) {
        boolean over = alert.state() == AlertState.RECOVERED;
        boolean known = over && told.remove(alert.incident());
        if (!route.takes(
                known
                        ? alert.toBuilder()
                                .severity(route.routing().maxSeverity())
                                .build()
                        : alert)) {
            return false;
        }
        if (!over) {
            MemoryOutbox.remember(told, alert.incident(), MOST_INCIDENTS);
        }
        return true;
    }

    /** Takes alerts over, or drops them when the queue is full. */
    void offer(List<Alert> alerts, long now) {
        List<Alert> dropping;
        synchronized (this) {
            int room = Math.max(0, route.routing().queue() - waiting);
            List<Alert> taken = alerts.size() <= room ? alerts : alerts.subList(0, room);
            dropping = List.copyOf(alerts.subList(taken.size(), alerts.size()));
            waiting += taken.size();
            dropped += dropping.size();
            taken.forEach(alert -> queue(alert, now));
        }
        for (Alert alert : dropping) {
            log.error(
                    "alert handler {} has {} alerts waiting; {} is dropped",
                    route.name(),
                    route.routing().queue(),
                    LogLine.of(alert.incident()));
            outbox.done(alert.idempotencyKey(), route.name());
        }
    }

    private void queue(Alert alert, long now) {
        Duration wait = route.routing().groupWait();
        Waiting last = queue.peekLast();
        if (last != null && last.takes(alert, wait)) {
            last.alerts.add(alert);
        } else {
            boolean grouped = route.routing().grouped();
            queue.addLast(new Waiting(alert, now, grouped, grouped && !hurried ? now + wait.toNanos() : now));
        }
    }

    /** What is there waits for no more to join it. */
    synchronized void seal(long now) {
        for (Waiting each : queue) {
            if (each.open) {
                each.open = false;
                each.due = now;
            }
        }
    }

    /** From now on nothing waits for more to join it: the end has come. */
    synchronized void hurry(long now) {
        hurried = true;
        seal(now);
    }

    /**
     * Makes the attempt that is due, if one is.
     *
     * @param clock read before the attempt, and after one that failed: an answer that comes late is no leave to ask again at once
     * @return nanoseconds until the next one may be due; 0 when it is due now; {@link Long#MAX_VALUE} when nothing waits
     */
    long step(Ticker clock) {
        long now = clock.read();
        Waiting next;
        synchronized (this) {
            next = queue.peekFirst();
            if (next == null) {
                return Long.MAX_VALUE;
            }
            long wait = Math.max(next.due - now, waitForToken(now));
            if (wait > 0) {
                return wait;
            }
            tokens -= 1;
            next.open = false;
        }
        Exception failure = attempt(next);
        if (failure != null && !givesUp(next, failure, now)) {
            return retry(next, failure, clock.read());
        }
        // Before it waits no more: who drains closes the outbox then, and a receipt that is not in it is an alert told
        // twice.
        next.alerts.forEach(alert -> outbox.done(alert.idempotencyKey(), route.name()));
        synchronized (this) {
            queue.pollFirst();
            waiting -= next.alerts.size();
            if (failure == null) {
                delivered += next.alerts.size();
                recovered();
            } else {
                givenUp += next.alerts.size();
                failing = true;
                log.error(
                        "alert handler {} gives up {}: {}",
                        route.name(),
                        LogLine.of(next.alerts.get(0).incident()),
                        reason(failure));
            }
            return queue.isEmpty() ? Long.MAX_VALUE : 0;
        }
    }

    private boolean givesUp(Waiting next, Exception failure, long now) {
        return !retryable(failure)
                || now - next.since > route.routing().giveUpAfter().toNanos();
    }

    private synchronized long retry(Waiting next, Exception failure, long now) {
        retries++;
        next.due = now + backoff(++next.failures, failure);
        if (!failing) {
            failing = true;
            log.warn("alert handler {} fails, and will be tried again: {}", route.name(), reason(failure));
        }
        return next.due - now;
    }

    /** As one line, for it may quote strangers. */
    private static String reason(Exception failure) {
        return LogLine.of(
                failure instanceof CleanException ? String.valueOf(failure.getMessage()) : failure.toString());
    }

    private @Nullable Exception attempt(Waiting next) {
        AlertRouting routing = route.routing();
        try {
            // each before they are one message: that quotes what all of them say
            List<Alert> visible = next.alerts.stream().map(route::visible).toList();
            attempt.deliver(route.handler(), AlertGroup.of(visible), routing.timeout());
            return null;
        } catch (Exception e) {
            return e;
        } catch (Error e) { // a handler never harms the others
            return new IllegalStateException(e.toString(), e);
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            log.info("alert handler {} works again", route.name());
        }
    }

    private static boolean retryable(Exception failure) {
        return !(failure instanceof CleanException clean) || clean.retryable();
    }

    private long backoff(int failures, Exception failure) {
        long wait = backoff.afterFailures(failures);
        Duration asked =
                failure instanceof CleanException clean ? clean.retryDelay().orElse(Duration.ZERO) : Duration.ZERO;
        Duration limited = asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
        return Math.max(wait, limited.toNanos());
    }

    private long waitForToken(long now) {
        double perMinute = route.routing().maxPerMinute();
        if (tokensKnown) {
            tokens = Math.min(perMinute, tokens + (now - tokensAt) * perMinute / NANOS_PER_MINUTE);
        }
        tokensKnown = true;
        tokensAt = now;
        return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) * NANOS_PER_MINUTE / perMinute);
    }

    synchronized DeliveryCounts counts() {
        return new DeliveryCounts(delivered, retries, givenUp, dropped, waiting, failing);
    }
}
