package io.cleandata.detectors.labels;

import io.cleandata.model.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The scores of the last window of each key, for rows that a sliding window shows again: by then the model has seen their label, so that
 * they keep the score they got when they were new. Bounded in total, the keys not seen for longest
 * going first.
 */
final class ShownScores {

    private static final int MOST = 1 << 20;

    private final Map<String, float[]> byKey = new LinkedHashMap<>(16, 0.75f, true);
    private int total;

    /** Fills in the scores of the rows shown again, and remembers the array, which the caller fills further. */
    void recall(Window window, float[] scores) {
        String key = window.key() == null ? "" : "=" + window.key();
        float[] last = byKey.remove(key);
        if (last != null) {
            total -= last.length;
            int again = Math.min(window.firstNew(), last.length);
            System.arraycopy(last, last.length - again, scores, window.firstNew() - again, again);
        }
        byKey.put(key, scores);
        total += scores.length;
        while (total > MOST && byKey.size() > 1) {
            String oldest = byKey.keySet().iterator().next();
            float[] gone = byKey.remove(oldest);
            total -= gone == null ? 0 : gone.length;
        }
    }

    void clear() {
        byKey.clear();
        total = 0;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(byKey.size());
        for (Map.Entry<String, float[]> entry : byKey.entrySet()) {
            State.write(out, entry.getKey());
            State.write(out, entry.getValue(), entry.getValue().length);
        }
    }

    void restore(DataInputStream in) throws IOException {
        clear();
        int n = State.length(in);
        for (int i = 0; i < n; i++) {
            String key = State.string(in);
            float[] scores = State.floats(in);
            byKey.put(key, scores);
            total += scores.length;
        }
    }
}
