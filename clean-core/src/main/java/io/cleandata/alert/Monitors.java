package io.cleandata.alert;

import static io.cleandata.alert.MetricMonitor.UNSEEN;

import io.cleandata.alert.MetricMonitor.Rule;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The monitors of all watched metrics, bounded, with their memory in whole or as what changed. Confined. */
final class Monitors {

    private static final Logger log = LoggerFactory.getLogger(Monitors.class);

    /** A metric, of one key in a keyed stream. */
    record Watched(String metric, @Nullable String key) {}

    private final int most;
    private final boolean immediate;
    private final int forWindows;
    private final long endSilentAfter;
    private final Map<Watched, MetricMonitor> monitors = new LinkedHashMap<>();
    private final Set<Watched> changed = new LinkedHashSet<>();
    private final Set<Watched> gone = new LinkedHashSet<>();
    /** The metrics of each key; in an order that does not depend on restarts. */
    private final Map<String, Set<String>> byKey = new TreeMap<>();
    /** Whether anybody saves: else what changed is of no use, and would grow. */
    private boolean saving;

    private boolean full;
    private long round;
    /** Highest number of an incident of a monitor that was forgotten: new ones count on from there, so that no name is given twice. */
    private long forgotten;
    /** When the latest window of any key closed, in milliseconds. */
    private long latest = UNSEEN;
    /** Since when windows have come without a long pause. */
    private long flowing = UNSEEN;
    /** No key of an open incident can be found silent before. */
    private long due = UNSEEN;

    /**
     * @param most monitors that may be at once
     * @param immediate part of the rules of restored monitors, as is {@code forWindows}
     * @param endSilentAfter milliseconds without data after which a key is silent; 0 for never
     */
    Monitors(int most, boolean immediate, int forWindows, long endSilentAfter) {
        this.most = most;
        this.immediate = immediate;
        this.forWindows = forWindows;
        this.endSilentAfter = endSilentAfter;
    }

    int size() {
        return monitors.size();
    }

    void forEach(BiConsumer<Watched, MetricMonitor> action) {
        monitors.forEach(action);
    }

    /**
     * Another window is judged.
     *
     * @param key the window's, in a keyed stream
     * @param now when it closed, in milliseconds
     */
    void nextRound(@Nullable String key, long now) {
        round++;
        // Where nothing came for long, as while the process was down, each key is yet to have its turn: nobody's
        // silence has shown.
        if (latest == UNSEEN || now - latest >= endSilentAfter / 2) {
            flowing = now;
        }
        latest = Math.max(latest, now);
        for (String metric : key == null ? Set.<String>of() : byKey.getOrDefault(key, Set.of())) {
            Watched watched = new Watched(metric, key);
            MetricMonitor monitor = monitors.get(watched);
            if (monitor != null && monitor.unfinished()) {
                touch(watched, monitor);
            }
        }
    }

    /** Metrics with unfinished incidents of keys that fell silent, by key and name. */
    List<Watched> silent() {
        if (endSilentAfter == 0 || latest < due) {
            return List.of();
        }
        due = latest + endSilentAfter;
        List<Watched> silent = new ArrayList<>();
        byKey.forEach((key, metrics) -> {
            for (String metric : metrics) {
                Watched watched = new Watched(metric, key);
                MetricMonitor monitor = monitors.get(watched);
                if (monitor != null && monitor.unfinished()) {
                    long end = Math.max(monitor.seenAt(), flowing) + endSilentAfter;
                    due = Math.min(due, end);
                    if (latest >= end) {
                        silent.add(watched);
                    }
                }
            }
        });
        return silent;
    }

    /** No data of the metric's key came since then, in milliseconds, as far as is known. */
    long silentSince(MetricMonitor monitor) {
        return monitor.seenAt() == UNSEEN ? flowing : monitor.seenAt();
    }

    /** The monitor of a metric under its rule, to be changed; null when there are too many. */
    @Nullable
    MetricMonitor of(Watched watched, Rule rule) {
        MetricMonitor monitor = monitors.get(watched);
        if (monitor == null) {
            if (monitors.size() >= most && !forgetOne()) {
                return null;
            }
            monitor = new MetricMonitor(rule, forgotten);
            put(watched, monitor);
        } else if (!monitor.rule().equals(rule)) {
            monitor = monitor.under(rule);
            monitors.put(watched, monitor);
        }
        monitor.used(round);
        touch(watched, monitor);
        return monitor;
    }

    private void put(Watched watched, MetricMonitor monitor) {
        monitors.put(watched, monitor);
        if (watched.key() != null) {
            byKey.computeIfAbsent(watched.key(), key -> new TreeSet<>()).add(watched.metric());
        }
    }

    private @Nullable MetricMonitor remove(Watched watched) {
        MetricMonitor old = monitors.remove(watched);
        if (old != null && watched.key() != null) {
            byKey.computeIfPresent(watched.key(), (key, metrics) -> {
                metrics.remove(watched.metric());
                return metrics.isEmpty() ? null : metrics;
            });
        }
        return old;
    }

    private void touch(Watched watched, MetricMonitor monitor) {
        monitor.seen(latest);
        if (saving) {
            changed.add(watched);
        }
    }

    /** Forgets the monitor without an open incident that was used longest ago; whether there was one. */
    private boolean forgetOne() {
        Watched oldest = null;
        long usedAt = round;
        for (Map.Entry<Watched, MetricMonitor> entry : monitors.entrySet()) {
            if (!entry.getValue().unfinished() && entry.getValue().usedAt() < usedAt) {
                oldest = entry.getKey();
                usedAt = entry.getValue().usedAt();
            }
        }
        if (!full) {
            full = true;
            log.warn("more than {} metrics by key: those seen longest ago are forgotten", most);
        }
        return oldest != null && forget(oldest) != null;
    }

    /** Watches a metric no longer; its monitor as it was, if there was one. */
    @Nullable
    MetricMonitor forget(Watched watched) {
        MetricMonitor old = remove(watched);
        if (old == null) {
            return null;
        }
        if (saving) {
            changed.remove(watched);
            gone.add(watched);
        }
        forgotten = Math.max(forgotten, old.number());
        return old;
    }

    void clear() {
        monitors.clear();
        byKey.clear();
        changed.clear();
        gone.clear();
    }

    private void saved() {
        saving = true;
        changed.clear();
        gone.clear();
    }

    // ---------------------------------------------------------------- memory

    /** Writes all. */
    void save(DataOutputStream out) throws IOException {
        writeCounters(out);
        write(out, monitors.keySet());
        saved();
    }

    /** Writes what changed since the last save. */
    void saveChanges(DataOutputStream out) throws IOException {
        writeCounters(out);
        out.writeInt(gone.size());
        for (Watched watched : gone) {
            write(out, watched);
        }
        write(out, saving ? changed : monitors.keySet());
        saved();
    }

    private void writeCounters(DataOutputStream out) throws IOException {
        out.writeLong(forgotten);
        out.writeLong(latest);
        out.writeLong(flowing);
    }

    private void write(DataOutputStream out, Set<Watched> some) throws IOException {
        out.writeInt(some.size());
        for (Watched watched : some) {
            MetricMonitor monitor = monitors.get(watched);
            if (monitor == null) {
                throw new IllegalStateException(watched + " is not watched");
            }
            write(out, watched);
            Rule rule = monitor.rule();
            out.writeDouble(rule.threshold());
            out.writeDouble(rule.critical());
            out.writeBoolean(rule.upward());
            out.writeBoolean(rule.againstPast());
            monitor.save(out);
        }
    }

    private static void write(DataOutputStream out, Watched watched) throws IOException {
        out.writeUTF(watched.metric());
        String key = watched.key();
        byte[] bytes = key == null ? new byte[0] : key.getBytes(StandardCharsets.UTF_8);
        out.writeInt(key == null ? -1 : bytes.length);
        out.write(bytes);
    }

    /** Replaces all by what {@link #save} wrote, or did in an earlier version of the policy. */
    void restore(DataInputStream in, int version) throws IOException {
        clear();
        forgotten = version == QualityAlertPolicy.VERSION_WITHOUT_FORGOTTEN ? 0 : in.readLong();
        boolean withSeen = version == QualityAlertPolicy.VERSION;
        latest = withSeen ? in.readLong() : UNSEEN;
        flowing = withSeen ? in.readLong() : UNSEEN;
        take(readMonitors(in, withSeen));
    }

    /** Repeats changes that {@link #saveChanges} wrote, or did in an earlier version of the policy. */
    void restoreChanges(DataInputStream in, int version) throws IOException {
        boolean withSeen = version == QualityAlertPolicy.VERSION;
        long number = in.readLong();
        long newLatest = withSeen ? in.readLong() : UNSEEN;
        long newFlowing = withSeen ? in.readLong() : UNSEEN;
        Set<Watched> lost = new LinkedHashSet<>();
        for (int i = count(in); i > 0; i--) {
            lost.add(readWatched(in));
        }
        Map<Watched, MetricMonitor> read = readMonitors(in, withSeen);
        forgotten = number;
        latest = newLatest;
        flowing = newFlowing;
        lost.forEach(this::remove);
        take(read);
    }

    private void take(Map<Watched, MetricMonitor> read) {
        read.forEach(this::put);
        due = UNSEEN;
        saved();
    }

    private Map<Watched, MetricMonitor> readMonitors(DataInputStream in, boolean withSeen) throws IOException {
        Map<Watched, MetricMonitor> read = new LinkedHashMap<>();
        for (int i = count(in); i > 0; i--) {
            Watched watched = readWatched(in);
            Rule rule = new Rule(
                    in.readDouble(), in.readDouble(), in.readBoolean(), in.readBoolean(), immediate, forWindows);
            MetricMonitor monitor = new MetricMonitor(rule, 0);
            monitor.restore(in, withSeen);
            read.put(watched, monitor);
        }
        return read;
    }

    private int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > most) {
            throw new IOException("state of alerts names " + count + " metrics");
        }
        return count;
    }

    private static Watched readWatched(DataInputStream in) throws IOException {
        String metric = in.readUTF();
        int length = in.readInt();
        return new Watched(metric, length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }
}
