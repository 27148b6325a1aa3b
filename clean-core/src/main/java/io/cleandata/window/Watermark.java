package io.cleandata.window;

import io.cleandata.spi.Panes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Up to which event time the stream is complete: the minimum over its partitions of the newest event time seen, less the allowed
 * lateness. Never goes back. A partition without samples for a while leaves the minimum until it speaks again.
 */
final class Watermark {

    /** Before everything, and far from the lowest number, so that it can be reckoned with. */
    private static final long NEVER = Long.MIN_VALUE / 4;

    private static final class Partition {
        private long newest = NEVER;
        private long seen;
        private boolean idle;
    }

    private final long lateness;
    private final long idleTimeout;
    private final Map<String, Partition> partitions = new HashMap<>();
    private String lastName = "";
    private Partition last = new Partition();
    private long newest = NEVER;
    private long value = NEVER;

    Watermark(long latenessMillis, long idleTimeoutNanos) {
        this.lateness = latenessMillis;
        this.idleTimeout = idleTimeoutNanos;
    }

    long value() {
        return value;
    }

    /** Takes note of a sample; whether the watermark advanced. */
    boolean saw(String name, long time, Panes panes) {
        Partition partition = last;
        if (name != lastName) { // most often the very same string: the fast path compares identity only
            partition = partitions.computeIfAbsent(name, n -> new Partition());
            last = partition;
            lastName = name;
            meet(panes);
        }
        partition.seen = panes.now();
        boolean woke = partition.idle;
        partition.idle = false;
        if (time <= partition.newest && !woke) {
            return false;
        }
        boolean held = woke || partition.newest - lateness <= value || value == NEVER;
        partition.newest = Math.max(partition.newest, time);
        newest = Math.max(newest, time);
        return held && advance(); // unless it was this partition that held the watermark, nothing moves
    }

    /** Lets assigned partitions that have not spoken yet hold the watermark, and forgets those taken away. */
    private void meet(Panes panes) {
        Collection<String> assigned = panes.partitions();
        if (assigned.isEmpty()) {
            return;
        }
        for (String name : assigned) {
            if (!partitions.containsKey(name)) {
                Partition quiet = new Partition();
                quiet.seen = panes.now();
                partitions.put(name, quiet);
            }
        }
        partitions.entrySet().removeIf(e -> e.getValue() != last && !assigned.contains(e.getKey()));
    }

    /** Lets quiet partitions leave; whether the watermark advanced. */
    boolean leaveIdle(Panes panes) {
        meet(panes);
        long now = panes.now();
        for (Partition partition : partitions.values()) {
            if (now - partition.seen >= idleTimeout) {
                partition.idle = true;
            }
        }
        return advance();
    }

    /** When the next partition may become idle, {@code Long.MAX_VALUE} for never. */
    long nextIdle() {
        long next = Long.MAX_VALUE;
        for (Partition partition : partitions.values()) {
            if (!partition.idle) {
                next = Math.min(next, partition.seen + idleTimeout);
            }
        }
        return next;
    }

    private boolean advance() {
        long lowest = Long.MAX_VALUE;
        for (Partition partition : partitions.values()) {
            if (!partition.idle) {
                lowest = Math.min(lowest, partition.newest);
            }
        }
        if (lowest == Long.MAX_VALUE) {
            lowest = newest; // all are idle: what has been seen is all there is
        }
        if (lowest == NEVER || lowest - lateness <= value) {
            return false;
        }
        value = lowest - lateness;
        return true;
    }
}
