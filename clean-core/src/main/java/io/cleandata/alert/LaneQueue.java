package io.cleandata.alert;

import io.cleandata.model.Alert;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one handler, in the order in which it came, and which of it is next: what belongs to an incident never goes past what came before of
 * the same incident, all else may. Confined to whoever holds the lane's lock.
 */
final class LaneQueue {

    /** Alerts that go as one message. While it is open more may join, which only happens before the first attempt. */
    static final class Waiting {
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

        List<Alert> alerts() {
            return alerts;
        }

        /** When it may be tried. */
        long due() {
            return due;
        }

        /** Nothing joins it any more. */
        void close() {
            open = false;
        }

        /** Whether it has waited for longer than this. */
        boolean olderThan(Duration age, long now) {
            return now - since > age.toNanos();
        }

        /** It has failed once more, and waits for its own back-off. */
        void failed(long now, Backoff backoff) {
            due = now + backoff.afterFailures(++failures);
        }

        /** By the alerts' own time, so that a restart makes the same groups of what it finds. */
        private boolean takes(Alert alert, Duration wait) {
            return open
                    && Duration.between(alerts.get(0).time(), alert.time())
                                    .abs()
                                    .compareTo(wait)
                            <= 0;
        }

        /** Whether none of its incidents is among these, to which they are added. */
        private boolean isFirstOf(Set<String> incidents) {
            boolean first = true;
            for (Alert alert : alerts) {
                first &= !incidents.contains(alert.incident());
            }
            alerts.forEach(alert -> incidents.add(alert.incident()));
            return first;
        }

        /** Whether it is to be tried before one that came earlier: if only it is due, or sooner; while all seems to fail, also if it was tried less often. */
        private boolean precedes(Waiting earlier, long now, boolean failing) {
            if (due > now) {
                return due < earlier.due;
            }
            return earlier.due > now || (failing && failures < earlier.failures);
        }
    }

    private final boolean grouped;
    private final Duration groupWait;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private boolean hurried;

    /**
     * An empty queue.
     *
     * @param grouped whether alerts that come together are one message
     * @param groupWait how long the first of them waits for others
     */
    LaneQueue(boolean grouped, Duration groupWait) {
        this.grouped = grouped;
        this.groupWait = groupWait;
    }

    void add(Alert alert, long now) {
        Waiting last = queue.peekLast();
        if (last != null && last.takes(alert, groupWait)) {
            last.alerts.add(alert);
        } else {
            queue.addLast(new Waiting(alert, now, grouped, grouped && !hurried ? now + groupWait.toNanos() : now));
        }
    }

    /** What is there waits for no more to join it. */
    void seal(long now) {
        for (Waiting each : queue) {
            if (each.open) {
                each.close();
                each.due = now;
            }
        }
    }

    /** From now on nothing waits for more to join it, and what has failed waits no more and begins its back-off anew: the end has come. */
    void hurry(long now) {
        hurried = true;
        seal(now);
        for (Waiting each : queue) {
            each.due = Math.min(each.due, now);
            each.failures = Math.min(each.failures, 1);
        }
    }

    /**
     * What is to be tried next, now or when it is due; null when nothing waits.
     *
     * @param failing whether the handler fails with all, for what is known: then each has its turn, since it may be the earliest alone that fails
     */
    @Nullable
    Waiting next(long now, boolean failing) {
        Waiting best = null;
        Set<String> incidents = new HashSet<>();
        for (Waiting each : queue) {
            if (each.isFirstOf(incidents) && (best == null || each.precedes(best, now, failing))) {
                best = each;
            }
            if (best != null && best.due <= now && (best.failures == 0 || !failing)) {
                return best; // nothing precedes it
            }
        }
        return best;
    }

    /** What has waited for longer than an age, and has come after a moment. */
    List<Waiting> olderThan(Duration age, long now, long after) {
        return queue.stream()
                .filter(each -> each.olderThan(age, now) && each.since > after)
                .toList();
    }

    void remove(Waiting done) {
        queue.remove(done);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }
}
