package io.cleandata.alert;

import io.cleandata.model.Alert;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Remembers which alerts it has seen, and nothing else: dispatchers hold what waits. */
final class MemoryOutbox implements Outbox {

    private static final int REMEMBERED = 10_000;

    private final Set<String> seen = new LinkedHashSet<>();

    @Override
    public Map<Alert, List<String>> undelivered() {
        return Map.of();
    }

    @Override
    public synchronized boolean add(Alert alert, List<String> handlers) {
        return remember(seen, alert.idempotencyKey());
    }

    static boolean remember(Set<String> seen, String key) {
        return remember(seen, key, REMEMBERED);
    }

    /** Adds to a set that forgets its oldest when it has more than so many; whether it was new. */
    static boolean remember(Set<String> seen, String key, int most) {
        if (!seen.add(key)) {
            return false;
        }
        if (seen.size() > most) {
            seen.remove(seen.iterator().next());
        }
        return true;
    }

    @Override
    public void done(List<String> idempotencyKeys, String handler) {}

    @Override
    public int damaged() {
        return 0;
    }

    @Override
    public boolean failing() {
        return false;
    }

    @Override
    public void close() {}
}
