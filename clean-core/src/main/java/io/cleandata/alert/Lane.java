package io.cleandata.alert;

import io.cleandata.alert.LaneQueue.Waiting;
import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.settings.AlertRouting;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Ticker;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One handler's alerts on their way: which is next is {@link LaneQueue}'s, when it may go is {@link Pace}'s, and what becomes of it is noted here. Knows no threads: somebody
 * calls {@link #step} when it is due.
 *
 * <p><b>Threading.</b> {@link #offer} and the counts from any thread, {@link #step} from one.
 */
final class Lane {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);
    private static final int MOST_INCIDENTS = 10_000;

    /** Makes one attempt, within the time allowed. */
    interface Attempt {
        void deliver(AlertHandler handler, Alert alert, Duration limit) throws Exception;
    }

    private final AlertRoute route;
    private final Outbox outbox;
    private final Attempt attempt;
    private final Backoff backoff;
    private final LaneQueue queue;
    private final Pace pace;
    /** Incidents that were told and are not over. */
    private final Set<String> told = new LinkedHashSet<>();

    private boolean failing;
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
        this.queue = new LaneQueue(route.routing().grouped(), route.routing().groupWait());
        this.pace = new Pace(route.routing().maxPerMinute(), backoff);
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
            taken.forEach(alert -> queue.add(alert, now));
        }
        for (Alert alert : dropping) {
            log.error(
                    "alert handler {} has {} alerts waiting; {} is dropped",
                    route.name(),
                    route.routing().queue(),
                    LogLine.of(alert.incident()));
            outbox.done(List.of(alert.idempotencyKey()), route.name());
        }
    }

    /** What is there waits for no more to join it. */
    synchronized void seal(long now) {
        queue.seal(now);
    }

    /** The end has come: from now on nothing waits for more to join it, what waits for a back-off is tried once more, and then at a back-off that begins anew. */
    synchronized void hurry(long now) {
        queue.hurry(now);
        pace.hurry(now);
    }

    /**
     * Makes the attempt that is due, if one is.
     *
     * @param clock read before the attempt, and after one that failed: an answer that comes late is no leave to ask again at once
     * @return nanoseconds until the next one may be due; 0 when it is due now; {@link Long#MAX_VALUE} when nothing waits
     */
    long step(Ticker clock) {
        Waiting next;
        synchronized (this) {
            long now = clock.read();
            next = queue.next(now, pace.failing());
            long wait = pause(next, now);
            if (next == null || wait > 0) {
                return wait;
            }
            pace.called();
            next.close();
        }
        Exception failure = attempt(next);
        if (failure == null) {
            delivered(next, clock.read());
        } else if (retryable(failure)) {
            retry(next, failure, clock.read());
        } else {
            giveUp(Set.of(next), failure);
        }
        synchronized (this) {
            long now = clock.read();
            return pause(queue.next(now, pace.failing()), now);
        }
    }

    private long pause(@Nullable Waiting next, long now) {
        return next == null ? Long.MAX_VALUE : Math.max(0, Math.max(next.due() - now, pace.pause(now)));
    }

    private void delivered(Waiting done, long now) {
        receipts(done);
        synchronized (this) {
            remove(done);
            delivered += done.alerts().size();
            pace.succeeded(now);
            if (failing) {
                failing = false;
                log.info("alert handler {} works again", route.name());
            }
        }
    }

    /**
     * Notes when it may be tried again, or gives it up. With it goes all that has waited for too long without that anything was delivered: to try each of that first would be to
     * ask a handler that is down once for each.
     */
    private void retry(Waiting failed, Exception failure, long now) {
        Set<Waiting> lost = new LinkedHashSet<>();
        synchronized (this) {
            pace.failed(now, asked(failure));
            failed.failed(now, backoff);
            Duration longest = route.routing().giveUpAfter();
            if (failed.olderThan(longest, now)) {
                lost.add(failed);
            } else {
                retries++;
            }
            lost.addAll(queue.olderThan(longest, now, pace.lastSuccess()));
            if (!failing) {
                failing = true;
                log.warn("alert handler {} fails, and will be tried again: {}", route.name(), reason(failure));
            }
        }
        giveUp(lost, failure);
    }

    private static Duration asked(Exception failure) {
        return failure instanceof CleanException clean ? clean.retryDelay().orElse(Duration.ZERO) : Duration.ZERO;
    }

    private void giveUp(Set<Waiting> lost, Exception failure) {
        for (Waiting each : lost) {
            receipts(each);
            synchronized (this) {
                remove(each);
                givenUp += each.alerts().size();
                failing = true;
            }
            log.error(
                    "alert handler {} gives up {}: {}",
                    route.name(),
                    LogLine.of(each.alerts().get(0).incident()),
                    reason(failure));
        }
    }

    /** Before it waits no more: who drains closes the outbox then, and a receipt that is not in it is an alert told twice. */
    private void receipts(Waiting done) {
        outbox.done(done.alerts().stream().map(Alert::idempotencyKey).toList(), route.name());
    }

    private void remove(Waiting done) {
        queue.remove(done);
        waiting -= done.alerts().size();
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
            List<Alert> visible = next.alerts().stream().map(route::visible).toList();
            attempt.deliver(route.handler(), AlertGroup.of(visible), routing.timeout());
            return null;
        } catch (Exception e) {
            return e;
        } catch (Error e) { // a handler never harms the others
            return new IllegalStateException(e.toString(), e);
        }
    }

    private static boolean retryable(Exception failure) {
        return !(failure instanceof CleanException clean) || clean.retryable();
    }

    synchronized DeliveryCounts counts() {
        return new DeliveryCounts(delivered, retries, givenUp, dropped, waiting, failing);
    }
}
