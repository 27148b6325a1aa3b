package io.cleandata.window;

import io.cleandata.spi.Arrival;
import io.cleandata.spi.Pane;
import io.cleandata.spi.Panes;
import io.cleandata.spi.Windowing;
import org.jspecify.annotations.Nullable;

/**
 * Closes at a number of samples, then goes on with the last of them: none for tumbling windows, all but {@code slide} for sliding
 * ones. A timeout after the first new sample closes early.
 */
final class CountWindowing implements Windowing {

    private final int size;
    private final int keep;
    private final long timeout;
    private @Nullable Pane pane;

    CountWindowing(int size, int slide, long timeoutNanos) {
        this.size = size;
        this.keep = size - slide;
        this.timeout = timeoutNanos;
    }

    @Override
    public void add(Arrival sample, Panes panes) {
        Pane open = pane;
        if (open == null) {
            open = panes.open();
            pane = open;
        }
        open.add();
        if (open.size() >= size) {
            open.emit(keep, false);
        }
    }

    @Override
    public void tick(Panes panes) {
        Pane open = pane;
        if (open != null && open.fresh() > 0 && panes.now() - open.oldest() >= timeout) {
            open.emit(keep, true);
        }
    }

    @Override
    public long nextDeadline() {
        Pane open = pane;
        return open == null || open.fresh() == 0 ? Long.MAX_VALUE : open.oldest() + timeout;
    }

    @Override
    public void end(Panes panes) {
        if (pane != null) {
            pane.emit(0, true);
        }
    }

    @Override
    public boolean idle() {
        return pane == null || pane.size() == 0;
    }

    @Override
    public long longestHold() {
        return timeout;
    }

    @Override
    public long mostHeld() {
        return size;
    }
}
