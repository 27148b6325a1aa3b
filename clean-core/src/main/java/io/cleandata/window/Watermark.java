package io.cleandata.window;

import io.cleandata.spi.Panes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Up to which event time the stream is complete: the minimum over its partitions of the newest event time seen, less the allowed
 * lateness. Never goes back. A partition without samples for a while leaves the minimum until it speaks again.
 *
 * <p>Time in which nobody listens is no silence of the partitions: while analysis is behind, or the machine sleeps, samples wait that would be late if those they
 * come from had left. Therefore it wants to be looked at several times in each while, and longer gaps do not count.
 */
final class Watermark {

    /** Before everything, and far from the lowest number, so that it can be reckoned with. */
    private static final long NEVER = Long.MIN_VALUE / 4;

    /** How often at least it is looked at within the time after which a partition is idle. */
    private static final int LOOKS = 4;

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
    /** When it was looked at last. */
    private long looked = NEVER;

    Watermark(long latenessMillis, long idleTimeoutNanos) {
        this.lateness = latenessMillis;
        this.idleTimeout = idleTimeoutNanos;
    }

    long value() {
        return value;
    }

    /** Takes note of a sample; whether the watermark advanced. */
    boolean saw(String name, long time, Panes panes) {
        listen(panes.now());
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

    private void listen(long now) {
        long gap = now - looked;
        if (looked != NEVER && gap > idleTimeout / 2) {
            partitions.values().forEach(partition -> partition.seen += gap);
        }
        looked = now;
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
        long now = panes.now();
        listen(now);
        meet(panes);
        for (Partition partition : partitions.values()) {
            if (now - partition.seen >= idleTimeout) {
                partition.idle = true;
            }
        }
        return advance();
    }

    /** When it is to be looked at again, {@code Long.MAX_VALUE} for never: at moments that are the same for all keys, or when a partition may become idle. */
    long nextIdle() {
        long next = Long.MAX_VALUE;
        for (Partition partition : partitions.values()) {
            if (!partition.idle) {
                next = Math.min(next, partition.seen + idleTimeout);
            }
        }
        long step = Math.max(1, idleTimeout / LOOKS);
        return next == Long.MAX_VALUE ? next : Math.min(next, Math.floorDiv(looked, step) * step + step);
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
