package io.cleandata.window;

import io.cleandata.spi.Arrival;
import io.cleandata.spi.Pane;
import io.cleandata.spi.Panes;
import io.cleandata.spi.Windowing;
import org.jspecify.annotations.Nullable;

/**
 * Shows, every {@code slide} counted from the first sample, what arrived within the last {@code duration}. Windows before a whole duration has passed are
 * partial.
 */
final class SlidingTimeWindowing implements Windowing {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long duration;
    private final long slide;
    private final int minSize;
    private @Nullable Pane pane;
    private long begin;
    private long next;
    private long freshSince;
    private long deadline = Long.MAX_VALUE;

    SlidingTimeWindowing(SlidingTimeSettings settings) {
        this.duration = settings.duration().toMillis();
        this.slide = settings.slide().toMillis();
        this.minSize = settings.minSize();
    }

    @Override
    public void add(Arrival sample, Panes panes) {
        Pane open = pane;
        if (open == null) {
            open = panes.open();
            pane = open;
        }
        closeIfDue(open, panes);
        if (open.size() == 0) {
            begin = panes.wallClock();
            next = begin + slide;
        }
        if (open.fresh() == 0) {
            freshSince = panes.wallClock();
        }
        open.add();
        deadline = deadline(open, panes);
    }

    private void closeIfDue(Pane open, Panes panes) {
        long now = panes.wallClock();
        if (open.size() == 0 || now < next) {
            if (now < begin) { // the clock was set back
                begin = now;
                next = now + slide;
            }
            return;
        }
        long boundary = next;
        next += (now - next) / slide * slide + slide;
        boolean few = open.size() < minSize;
        if (few && open.fresh() > 0 && boundary - freshSince < duration) {
            return;
        }
        open.emitKeepingSince(next - duration, few || boundary - begin < duration);
    }

    private long deadline(Pane open, Panes panes) {
        return open.size() == 0
                ? Long.MAX_VALUE
                : panes.now() + Math.max(0, next - panes.wallClock()) * NANOS_PER_MILLI;
    }

    @Override
    public void tick(Panes panes) {
        if (pane != null) {
            closeIfDue(pane, panes);
            deadline = deadline(pane, panes);
        }
    }

    @Override
    public long nextDeadline() {
        return deadline;
    }

    @Override
    public void end(Panes panes) {
        if (pane != null) {
            pane.emit(0, true);
            deadline = Long.MAX_VALUE;
        }
    }

    @Override
    public boolean idle() {
        return pane == null || pane.size() == 0;
    }

    @Override
    public long longestHold() {
        return (duration + slide) * NANOS_PER_MILLI;
    }
}
