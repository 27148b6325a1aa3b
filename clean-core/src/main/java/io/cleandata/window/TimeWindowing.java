package io.cleandata.window;

import io.cleandata.spi.Arrival;
import io.cleandata.spi.Pane;
import io.cleandata.spi.Panes;
import io.cleandata.spi.Windowing;
import org.jspecify.annotations.Nullable;

/** Closes when its duration has passed since its first sample and enough samples are there; without enough of them, later and as partial. */
final class TimeWindowing implements Windowing {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long duration;
    private final int minSize;
    private final long maxWait;
    private final int maxSize;
    private @Nullable Pane pane;
    private long begin;
    private long deadline = Long.MAX_VALUE;

    TimeWindowing(TimeSettings settings) {
        this.duration = settings.duration().toMillis();
        this.minSize = settings.minSize();
        this.maxWait = settings.maxWaitMillis();
        this.maxSize = settings.maxSize();
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
        }
        open.add();
        if (open.size() >= maxSize) {
            open.emit(0, true);
        } else {
            closeIfDue(open, panes);
        }
        deadline = deadline(open, panes);
    }

    private void closeIfDue(Pane open, Panes panes) {
        if (open.size() == 0) {
            return;
        }
        long elapsed = panes.wallClock() - begin;
        if (elapsed < 0) {
            begin = panes.wallClock();
        } else if (elapsed >= duration && open.size() >= minSize) {
            open.emit(0, false);
        } else if (elapsed >= maxWait) {
            open.emit(0, true);
        }
    }

    private long deadline(Pane open, Panes panes) {
        if (open.size() == 0) {
            return Long.MAX_VALUE;
        }
        long due = begin + (open.size() >= minSize ? duration : maxWait);
        return panes.now() + Math.max(0, due - panes.wallClock()) * NANOS_PER_MILLI;
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
        return maxWait * NANOS_PER_MILLI;
    }

    @Override
    public long mostHeld() {
        return maxSize;
    }
}
