package io.cleandata.column;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Labels that probabilities were sent for, in order of first sight. As messages name them in much the same order, the one after the last found is tried first.
 */
final class LabelSet {

    private final Map<String, Integer> byName = new HashMap<>();
    private final List<String> labels = new ArrayList<>();
    private final int most;
    private int next;

    LabelSet(int most) {
        this.most = most;
    }

    int size() {
        return labels.size();
    }

    /** The first so many labels; not to be kept. */
    List<String> first(int count) {
        return labels.subList(0, count);
    }

    /** A label's index, a new one if need be; negative when there are too many. */
    int of(String name) {
        int guess = next < labels.size() ? next : 0;
        if (guess < labels.size() && labels.get(guess).equals(name)) {
            next = guess + 1;
            return guess;
        }
        Integer known = byName.get(name);
        if (known == null) {
            if (labels.size() >= most) {
                return -1;
            }
            known = labels.size();
            labels.add(name);
            byName.put(name, known);
        }
        next = known + 1;
        return known;
    }

    /** Forgets the labels behind the first {@code size}: those that a bad message brought. */
    void truncate(int size) {
        while (labels.size() > size) {
            byName.remove(labels.remove(labels.size() - 1));
        }
    }
}
