package io.cleandata.engine;

import io.cleandata.spi.Arrival;
import io.cleandata.spi.Pane;
import io.cleandata.spi.Panes;
import io.cleandata.spi.Windowing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The windowing of one key (or of a stream without keys) with its panes. Confined to the assembly thread. */
final class KeyWindows implements Panes {

    private static final int FEW = 16;

    private final Assembler assembler;
    private final @Nullable String key;
    private final Windowing windowing;
    private final long maxOpen;
    private final List<EnginePane> panes = new ArrayList<>();
    /** How many panes there may be before those that hold nothing are forgotten. */
    private int crowded = FEW;

    KeyWindows(Assembler assembler, @Nullable String key, Windowing windowing) {
        this.assembler = assembler;
        this.key = key;
        this.windowing = windowing;
        // the rule's own time, and a little more, so that the rule closes its windows itself whenever it can
        this.maxOpen = Math.max(assembler.limits().maxOpen().toNanos(), windowing.longestHold() + 1_000_000_000L);
    }

    void add(Arrival sample) {
        windowing.add(sample, this);
    }

    /** Lets the rule look at the time, and closes what has been open for too long. */
    void tick() {
        windowing.tick(this);
        long now = now();
        for (int i = 0; i < panes.size(); i++) {
            EnginePane pane = panes.get(i);
            long since = pane.holdingSince();
            if (since != Long.MAX_VALUE && now - since >= maxOpen) {
                if (pane.fresh() > 0) {
                    assembler.closedEarly("max-open");
                }
                pane.closeEarly();
            }
        }
        if (panes.size() > 1) {
            panes.removeIf(EnginePane::forgotten);
        }
    }

    /** When {@link #tick} is needed next, by {@link #now}. */
    long nextDeadline() {
        long next = windowing.nextDeadline();
        for (int i = 0; i < panes.size(); i++) {
            long since = panes.get(i).holdingSince();
            if (since != Long.MAX_VALUE) {
                next = Math.min(next, since + maxOpen);
            }
        }
        return next;
    }

    void end() {
        windowing.end(this);
        panes.forEach(EnginePane::closeEarly);
    }

    void remove(Set<String> partitions) {
        panes.forEach(pane -> pane.remove(partitions));
    }

    /** Whether it holds nothing back, so that the key may be forgotten: what is only kept to be shown again goes with it. */
    boolean idle() {
        return windowing.idle() || panes.stream().allMatch(pane -> pane.holdingSince() == Long.MAX_VALUE);
    }

    /** The pane that has held a row the longest, by the stream's cost; null when none holds any. */
    @Nullable
    EnginePane oldestPane() {
        EnginePane oldest = null;
        for (EnginePane pane : panes) {
            if (pane.costAtFirst() != Long.MAX_VALUE && (oldest == null || pane.costAtFirst() < oldest.costAtFirst())) {
                oldest = pane;
            }
        }
        return oldest;
    }

    @Override
    public long now() {
        return assembler.nanos();
    }

    @Override
    public long wallClock() {
        return assembler.millis();
    }

    @Override
    public Pane open() {
        return new EnginePane(assembler, this, key, EnginePane.FIRST_ROWS);
    }

    /** A pane has begun to hold something. */
    void track(EnginePane pane) {
        if (panes.size() >= crowded) { // a rule may open a pane for each window
            panes.removeIf(EnginePane::forgotten);
            crowded = FEW + 2 * panes.size();
        }
        panes.add(pane);
    }

    @Override
    public void late() {
        assembler.late();
    }

    @Override
    public Collection<String> partitions() {
        return assembler.partitions();
    }
}
