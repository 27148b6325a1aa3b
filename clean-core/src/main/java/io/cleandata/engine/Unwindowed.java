package io.cleandata.engine;

import java.util.Map;
import java.util.TreeMap;

/** What has come since the last window and is in none: bad messages by reason, and late samples. The next window tells of them. Confined to the assembly thread. */
final class Unwindowed {

    private Map<String, Long> bad = new TreeMap<>();
    private long late;
    private long since = Long.MAX_VALUE;

    void bad(String reason, long now) {
        bad.merge(reason, 1L, Long::sum);
        since = Math.min(since, now);
    }

    void late(long now) {
        late++;
        since = Math.min(since, now);
    }

    boolean any() {
        return since != Long.MAX_VALUE;
    }

    /** When the first came, in the ticker's nanoseconds; {@code Long.MAX_VALUE} when there is none. */
    long since() {
        return since;
    }

    Map<String, Long> takeBad() {
        since = Long.MAX_VALUE;
        if (bad.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> taken = bad;
        bad = new TreeMap<>();
        return taken;
    }

    long takeLate() {
        long taken = late;
        late = 0;
        return taken;
    }
}
