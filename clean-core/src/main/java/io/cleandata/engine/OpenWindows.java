package io.cleandata.engine;

import io.cleandata.column.RowWriter;
import io.cleandata.settings.KeyedOptions;
import io.cleandata.spi.Windowing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that is open: one windowing for a stream without keys, else one for each key. Confined to the assembly thread. */
final class OpenWindows {

    private static final Logger log = LoggerFactory.getLogger(OpenWindows.class);

    /** The key of the windows that keys beyond the limit share. */
    static final String OVERFLOW_KEY = "(other keys)";

    private final Assembler assembler;
    private final Supplier<Windowing> windowing;
    private final @Nullable KeyedOptions keyed;
    private final Counters counters;
    private final String pipeline;
    private final Map<String, KeyWindows> keys = new LinkedHashMap<>();
    private final @Nullable KeyWindows only;
    private @Nullable KeyWindows overflow;
    /** Delivery number from which on idle keys are looked for again when there is no room for another. */
    private long lookAgain;

    OpenWindows(
            Assembler assembler,
            Supplier<Windowing> windowing,
            @Nullable KeyedOptions keyed,
            Counters counters,
            String pipeline) {
        this.assembler = assembler;
        this.windowing = windowing;
        this.keyed = keyed;
        this.counters = counters;
        this.pipeline = pipeline;
        this.only = keyed == null ? new KeyWindows(assembler, null, windowing.get()) : null;
    }

    /** The windows that a row belongs to. */
    KeyWindows of(RowWriter row) {
        KeyedOptions by = keyed;
        if (only != null || by == null) {
            return java.util.Objects.requireNonNull(only);
        }
        String text = row.keyText(by.by());
        String key = text == null ? "" : text;
        KeyWindows windows = keys.get(key);
        if (windows == null) {
            if (keys.size() >= by.maxKeys() && assembler.sequence() >= lookAgain) {
                keys.values().removeIf(KeyWindows::idle);
                // so that looking at all costs each message no more than looking at one
                lookAgain = assembler.sequence() + keys.size();
            }
            if (keys.size() >= by.maxKeys()) {
                return shared(by);
            }
            windows = new KeyWindows(assembler, key, windowing.get());
            keys.put(key, windows);
        }
        return windows;
    }

    private KeyWindows shared(KeyedOptions by) {
        counters.overflowed();
        KeyWindows shared = overflow;
        if (shared == null) {
            shared = new KeyWindows(assembler, OVERFLOW_KEY, windowing.get());
            overflow = shared;
            log.warn(
                    "pipeline {} has more than {} keys of {}: further ones share the windows of {}",
                    pipeline,
                    by.maxKeys(),
                    by.by(),
                    OVERFLOW_KEY);
        }
        return shared;
    }

    /** Lets all look at the time; says when they want to do so next. */
    long tick() {
        if (only != null) {
            only.tick();
            return only.nextDeadline();
        }
        long next = Long.MAX_VALUE;
        for (KeyWindows windows : keys.values()) {
            windows.tick();
            next = Math.min(next, windows.nextDeadline());
        }
        if (overflow != null) {
            overflow.tick();
            next = Math.min(next, overflow.nextDeadline());
        }
        return next;
    }

    /** Closes all, as partial. */
    void end() {
        all().forEach(KeyWindows::end);
    }

    /** Drops all rows of lost partitions. */
    void remove(Set<String> partitions) {
        all().forEach(windows -> windows.remove(partitions));
    }

    /** The pane that has held a row the longest, by the stream's cost; null when none holds any. */
    @Nullable
    EnginePane oldestPane() {
        EnginePane oldest = null;
        for (KeyWindows windows : all()) {
            EnginePane pane = windows.oldestPane();
            if (pane != null && (oldest == null || pane.costAtFirst() < oldest.costAtFirst())) {
                oldest = pane;
            }
        }
        return oldest;
    }

    private Collection<KeyWindows> all() {
        if (only != null) {
            return List.of(only);
        }
        if (overflow == null) {
            return keys.values();
        }
        List<KeyWindows> all = new ArrayList<>(keys.values());
        all.add(overflow);
        return all;
    }
}
