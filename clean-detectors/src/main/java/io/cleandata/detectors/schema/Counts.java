package io.cleandata.detectors.schema;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each of some texts was seen, each with a number from 0 on; up to a limit, beyond which new ones are not told apart. */
final class Counts {

    /** The number of a text that came after the limit was reached. */
    static final int NONE = -1;

    private final int limit;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private double[] counts = new double[16];
    private double total;
    private double beyond;

    Counts(int limit) {
        this.limit = limit;
    }

    /** The number of a text, a new one if it is new and there is room. */
    int id(String text) {
        Integer known = ids.get(text);
        if (known != null) {
            return known;
        }
        if (texts.size() >= limit) {
            return NONE;
        }
        int id = texts.size();
        ids.put(text, id);
        texts.add(text);
        if (id == counts.length) {
            counts = java.util.Arrays.copyOf(counts, 2 * id);
        }
        return id;
    }

    /** The number of a text, {@link #NONE} if it was never seen. */
    int find(String text) {
        return ids.getOrDefault(text, NONE);
    }

    /** Counts one more. */
    void add(int id) {
        total++;
        if (id == NONE) {
            beyond++;
        } else {
            counts[id]++;
        }
    }

    /** How often it was seen. */
    double count(int id) {
        return id == NONE ? 0 : counts[id];
    }

    String text(int id) {
        return texts.get(id);
    }

    /** How many different texts there are. */
    int distinct() {
        return texts.size();
    }

    /** How many texts were counted. */
    double total() {
        return total;
    }

    /** Whether there are more different texts than it remembers. */
    boolean full() {
        return texts.size() >= limit;
    }

    /** How many texts were seen exactly once. */
    int singles() {
        int singles = 0;
        for (int id = 0; id < texts.size(); id++) {
            singles += counts[id] == 1 ? 1 : 0;
        }
        return singles;
    }

    /** The most frequent text's number, {@link #NONE} when there is none. */
    int top() {
        int top = NONE;
        for (int id = 0; id < texts.size(); id++) {
            if (top == NONE || counts[id] > counts[top]) {
                top = id;
            }
        }
        return top;
    }

    /** Probability that two of the texts counted are equal. */
    double collision() {
        if (total < 2) {
            return 1;
        }
        double pairs = 0;
        for (int id = 0; id < texts.size(); id++) {
            pairs += counts[id] * (counts[id] - 1);
        }
        return Math.max(0, pairs / (total * (total - 1)));
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(texts.size());
        for (int id = 0; id < texts.size(); id++) {
            out.writeUTF(clip(texts.get(id)));
            out.writeDouble(counts[id]);
        }
        out.writeDouble(total);
        out.writeDouble(beyond);
    }

    void restore(DataInputStream in) throws IOException {
        ids.clear();
        texts.clear();
        int size = in.readInt();
        if (size < 0 || size > limit) {
            throw new IOException("damaged state: " + size + " values");
        }
        for (int i = 0; i < size; i++) {
            int id = id(in.readUTF());
            counts[id] = in.readDouble();
        }
        total = in.readDouble();
        beyond = in.readDouble();
    }

    private static String clip(String text) {
        return text.length() <= FieldModel.LONGEST ? text : text.substring(0, FieldModel.LONGEST);
    }
}
