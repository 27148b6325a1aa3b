package io.cleandata.alert;

import io.cleandata.alert.MetricMonitor.Rule;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
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
    private final Map<Watched, MetricMonitor> monitors = new LinkedHashMap<>();
    private final Set<Watched> changed = new LinkedHashSet<>();
    private final Set<Watched> gone = new LinkedHashSet<>();
    /** Whether anybody saves: else what changed is of no use, and would grow. */
    private boolean saving;

    private boolean full;
    private long round;
    /** Highest number of an incident of a monitor that was forgotten: new ones count on from there, so that no name is given twice. */
    private long forgotten;

    /**
     * @param most monitors that may be at once
     * @param immediate part of the rules of restored monitors, as is {@code forWindows}
     */
    Monitors(int most, boolean immediate, int forWindows) {
        this.most = most;
        this.immediate = immediate;
        this.forWindows = forWindows;
    }

    int size() {
        return monitors.size();
    }

    void forEach(BiConsumer<Watched, MetricMonitor> action) {
        monitors.forEach(action);
    }

    /** Another window is judged. */
    void nextRound() {
        round++;
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
            monitors.put(watched, monitor);
        } else if (!monitor.rule().equals(rule)) {
            monitor = monitor.under(rule);
            monitors.put(watched, monitor);
        }
        monitor.used(round);
        if (saving) {
            changed.add(watched);
        }
        return monitor;
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
        MetricMonitor old = oldest == null ? null : monitors.remove(oldest);
        if (oldest == null || old == null) {
            return false;
        }
        if (saving) {
            changed.remove(oldest);
            gone.add(oldest);
        }
        forgotten = Math.max(forgotten, old.number());
        return true;
    }

    void clear() {
        monitors.clear();
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
        out.writeLong(forgotten);
        write(out, monitors.keySet());
        saved();
    }

    /** Writes what changed since the last save. */
    void saveChanges(DataOutputStream out) throws IOException {
        out.writeLong(forgotten);
        out.writeInt(gone.size());
        for (Watched watched : gone) {
            write(out, watched);
        }
        write(out, saving ? changed : monitors.keySet());
        saved();
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

    /** Replaces all. */
    void restore(DataInputStream in, boolean withForgotten) throws IOException {
        monitors.clear();
        forgotten = withForgotten ? in.readLong() : 0;
        monitors.putAll(readMonitors(in));
        saved();
    }

    /** Repeats changes. */
    void restoreChanges(DataInputStream in) throws IOException {
        long number = in.readLong();
        Set<Watched> lost = new LinkedHashSet<>();
        for (int i = count(in); i > 0; i--) {
            lost.add(readWatched(in));
        }
        Map<Watched, MetricMonitor> read = readMonitors(in);
        forgotten = number;
        monitors.keySet().removeAll(lost);
        monitors.putAll(read);
        saved();
    }

    private Map<Watched, MetricMonitor> readMonitors(DataInputStream in) throws IOException {
        Map<Watched, MetricMonitor> read = new LinkedHashMap<>();
        for (int i = count(in); i > 0; i--) {
            Watched watched = readWatched(in);
            Rule rule = new Rule(
                    in.readDouble(), in.readDouble(), in.readBoolean(), in.readBoolean(), immediate, forWindows);
            MetricMonitor monitor = new MetricMonitor(rule, 0);
            monitor.restore(in);
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
