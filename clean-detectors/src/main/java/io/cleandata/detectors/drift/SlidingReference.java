package io.cleandata.detectors.drift;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What each part of a feature was like lately, in two generations: once the newer one spans half the windows asked for it becomes the older one. Parts
 * begin anew one by one. Also how much each part usually differs from its reference.
 */
final class SlidingReference {

    private static final int USUAL = 20;
    private static final int FEWEST_USUAL = 2;

    private final int windows;
    private final Map<Part, Generations> parts = new HashMap<>();

    private static final class Generations {
        private @Nullable Summary older;
        private @Nullable Summary newer;
        private int age;
        private final ArrayDeque<Double> usual = new ArrayDeque<>();
    }

    SlidingReference(int windows) {
        this.windows = windows;
    }

    /** The reference of all parts that have one. */
    Profile profile() {
        Profile profile = new Profile();
        for (Map.Entry<Part, Generations> entry : sorted().entrySet()) {
            Generations g = entry.getValue();
            if (g.older != null && g.newer != null) {
                Summary both = g.older.copy();
                both.merge(g.newer);
                profile.put(entry.getKey(), both);
            } else if (g.older != null) {
                profile.put(entry.getKey(), g.older);
            } else if (g.newer != null) {
                profile.put(entry.getKey(), g.newer);
            }
        }
        return profile;
    }

    private Map<Part, Generations> sorted() {
        Map<Part, Generations> sorted = new TreeMap<>((a, b) -> {
            int order = a.feature().compareTo(b.feature());
            order = order != 0 ? order : a.aspect().compareTo(b.aspect());
            return order != 0 ? order : Integer.compare(a.number(), b.number());
        });
        sorted.putAll(parts);
        return sorted;
    }

    /** Takes in what a window has shown of a part; the summary is not to be used by others any more. */
    void add(Part part, Summary summary) {
        Generations g = parts.computeIfAbsent(part, p -> new Generations());
        if (g.newer == null) {
            g.newer = summary;
        } else {
            g.newer.merge(summary);
        }
        if (++g.age >= Math.max(1, windows / 2)) {
            g.older = g.newer;
            g.newer = null;
            g.age = 0;
        }
    }

    /** Begins the reference of a part anew; what it usually differs stays known. */
    void restart(Part part, Summary summary) {
        Generations g = parts.computeIfAbsent(part, p -> new Generations());
        g.older = null;
        g.newer = null;
        g.age = 0;
        add(part, summary);
    }

    /** Remembers an effect. */
    void observe(Part part, double effect) {
        Generations g = parts.computeIfAbsent(part, p -> new Generations());
        g.usual.addLast(effect);
        if (g.usual.size() > USUAL) {
            g.usual.removeFirst();
        }
    }

    /** The median of earlier effects, infinite when there are too few to know. */
    double usual(Part part) {
        Generations g = parts.get(part);
        if (g == null || g.usual.size() < FEWEST_USUAL) {
            return Double.POSITIVE_INFINITY;
        }
        double[] sorted = new double[g.usual.size()];
        int i = 0;
        for (double effect : g.usual) {
            sorted[i++] = effect;
        }
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    void clear() {
        parts.clear();
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(parts.size());
        for (Map.Entry<Part, Generations> entry : sorted().entrySet()) {
            Generations g = entry.getValue();
            entry.getKey().save(out);
            out.writeInt(g.age);
            saveOptional(out, g.older);
            saveOptional(out, g.newer);
            out.writeInt(g.usual.size());
            for (double effect : g.usual) {
                out.writeDouble(effect);
            }
        }
    }

    private static void saveOptional(DataOutputStream out, @Nullable Summary summary) throws IOException {
        out.writeBoolean(summary != null);
        if (summary != null) {
            summary.save(out);
        }
    }

    void restore(DataInputStream in) throws IOException {
        clear();
        for (int i = in.readInt(); i > 0; i--) {
            Part part = Part.read(in);
            Generations g = new Generations();
            g.age = in.readInt();
            g.older = in.readBoolean() ? Summary.read(in) : null;
            g.newer = in.readBoolean() ? Summary.read(in) : null;
            for (int k = in.readInt(); k > 0; k--) {
                g.usual.addLast(in.readDouble());
            }
            parts.put(part, g);
        }
    }
}
