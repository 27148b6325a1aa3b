package io.cleandata.window;

import io.cleandata.model.Window;
import io.cleandata.spi.Arrival;
import io.cleandata.spi.Pane;
import io.cleandata.spi.Panes;
import io.cleandata.spi.Windowing;
import org.jspecify.annotations.Nullable;

/**
 * Closes spans of event time, aligned to the epoch, when the watermark passes their end. Samples without event time count by their arrival.
 * Samples too far in the future are put aside into windows of their own, so that they move nothing.
 */
final class EventTimeWindowing implements Windowing {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long duration;
    private final long slide;
    private final long maxFuture;
    private final long hold;
    private final Watermark watermark;
    private @Nullable Pane pane;
    private @Nullable Pane future;
    /** No window that ends before has a fresh sample; some may have left with their partitions. */
    private long nextEnd = Long.MAX_VALUE;
    /** Windows that end up to here are closed. Far from the lowest number, so that it can be reckoned with. */
    private long closed = Long.MIN_VALUE / 4;

    EventTimeWindowing(EventTimeSettings settings) {
        this.duration = settings.duration().toMillis();
        this.slide = settings.slideMillis();
        this.maxFuture = settings.maxFuture().toMillis();
        this.watermark = new Watermark(
                settings.allowedLateness().toMillis(), settings.idleTimeout().toNanos());
        this.hold = (duration + settings.allowedLateness().toMillis()) * NANOS_PER_MILLI
                + settings.idleTimeout().toNanos();
    }

    @Override
    public void add(Arrival sample, Panes panes) {
        long wallClock = panes.wallClock();
        long time = sample.timestamp() == Window.NO_TIMESTAMP ? wallClock : sample.timestamp();
        if (time - wallClock > maxFuture) {
            if (future == null) {
                future = panes.open();
            }
            future.add();
            return;
        }
        if (lastEnd(time) <= watermark.value()) {
            panes.late();
            if (watermark.saw(sample.partition(), time, panes) && pane != null) {
                close(pane, watermark.value()); // even a late sample may be what its partition was waited for
            }
            return;
        }
        Pane open = pane;
        if (open == null) {
            open = panes.open();
            pane = open;
        }
        open.add();
        nextEnd = Math.min(nextEnd, firstOpenEnd(time));
        if (watermark.saw(sample.partition(), time, panes)) {
            close(open, watermark.value());
        }
    }

    /** End of the last window that holds the moment. */
    private long lastEnd(long time) {
        return Math.floorDiv(time, slide) * slide + duration;
    }

    /** End of the first window that holds the moment. */
    private long firstEnd(long time) {
        return (Math.floorDiv(time - duration, slide) + 1) * slide + duration;
    }

    /** End of the first window that holds the moment and has not been closed. */
    private long firstOpenEnd(long time) {
        return firstEnd(Math.max(time, closed));
    }

    private void close(Pane open, long reached) {
        close(open, reached, false);
        closed = Math.max(closed, reached);
    }

    private void close(Pane open, long reached, boolean partial) {
        while (nextEnd <= reached) {
            nextEnd = open.fresh() == 0 ? Long.MAX_VALUE : firstOpenEnd(open.earliest());
            if (nextEnd <= reached) {
                open.emitSpan(nextEnd - duration, nextEnd, nextEnd - duration + slide, partial);
                closed = nextEnd;
            }
        }
    }

    @Override
    public void tick(Panes panes) {
        if (watermark.leaveIdle(panes) && pane != null) {
            close(pane, watermark.value());
        }
    }

    @Override
    public long nextDeadline() {
        return pane == null || pane.fresh() == 0 ? Long.MAX_VALUE : watermark.nextIdle();
    }

    @Override
    public void end(Panes panes) {
        Pane open = pane;
        if (open != null) {
            close(open, Long.MAX_VALUE - 1, true);
            open.emit(0, true);
        }
        if (future != null) {
            future.emit(0, true);
        }
    }

    @Override
    public boolean idle() {
        return (pane == null || pane.size() == 0) && (future == null || future.size() == 0);
    }

    @Override
    public long longestHold() {
        return hold;
    }
}
