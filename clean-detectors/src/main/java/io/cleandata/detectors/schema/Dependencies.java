package io.cleandata.detectors.schema;

import io.cleandata.model.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Learns which fields determine which, approximately, and finds the cells that break it.
 *
 * <p>Field X determines Y when rows of equal X agree in Y far more often than rows at large (by {@code STRONG} of what is possible), nine in ten
 * values of X have a clear most frequent Y, and X is not missing more often than Y: an identifier is there, its attributes may not be. (Approximate functional
 * dependencies: Kivinen and Mannila, TCS 149, 1995; corrected for chance as in Mandros et al., KDD 2017.) A cell breaks it when its value
 * is at most a third as frequent for this X as the most frequent one, no other field that determines Y supports it, and it has stood with
 * other X too. When Y in
 * turn determines X and says that X is wrong, and no third field decides, the
 * field that breaks more dependencies overall is at fault. A field that strongly
 * determines at least two others identifies things: what other samples of the same thing have and this one lacks is missing.
 */
final class Dependencies {

    private static final int MOST_FIELDS = 24;
    private static final double REPEATED = 0.5;
    private static final int ENOUGH = 200;
    private static final int FEWEST_GROUPS = 5;
    private static final double COVERAGE = 0.3;
    private static final double STRONG = 0.6;
    private static final double CLEAR = 0.85;
    private static final double WEAK = 0.25;
    private static final double FEW_VALUES = 0.05;
    private static final double STRONG_FEW = 0.8;
    private static final double CLEAR_FEW = 0.95;
    private static final double EVEN_FEW = 0.9;
    private static final double CONSTANT = 0.95;
    private static final double RARE = 1.0 / 3;
    private static final double RARE_FEW = 0.05;
    private static final double GIVEN_UP = 0.15;
    private static final int GIVE_UP_AFTER = 2000;
    private static final double SEVERITY = 0.45;
    private static final double SEVERITY_MISSING = 0.3;

    private final Map<String, Dependency> all = new LinkedHashMap<>();
    private final Set<String> hopeless = new LinkedHashSet<>();

    /** Learns a window and finds the cells that break what is known now. */
    void assess(Window window, List<FieldModel> models, Findings findings) {
        List<FieldModel> fields = new ArrayList<>();
        for (FieldModel model : models) {
            if (fields.size() < MOST_FIELDS
                    && model.valued()
                    && model.rows >= ENOUGH
                    && model.values.distinct() >= 2
                    && model.values.distinct() <= REPEATED * model.present) {
                fields.add(model);
            }
        }
        Map<FieldModel, Double> chance = new IdentityHashMap<>();
        for (FieldModel field : fields) {
            chance.put(field, field.values.collision());
        }
        List<Dependency> live = new ArrayList<>();
        for (FieldModel key : fields) {
            for (FieldModel value : fields) {
                if (key != value && key.values.distinct() >= FEWEST_GROUPS && chance(chance, value) < CONSTANT) {
                    Dependency dependency = learn(window, key, value);
                    if (dependency != null) {
                        dependency.measure(chance(chance, value));
                        live.add(dependency);
                    }
                }
            }
        }
        find(window, live, chance, findings);
        giveUp(live);
    }

    private static double chance(Map<FieldModel, Double> chance, FieldModel field) {
        return chance.getOrDefault(field, 1.0);
    }

    private @Nullable Dependency learn(Window window, FieldModel key, FieldModel value) {
        String name = key.name + '\0' + value.name;
        if (hopeless.contains(name)) {
            return null;
        }
        Dependency dependency = all.computeIfAbsent(name, n -> new Dependency(key, value));
        int[] keys = key.ids;
        int[] values = value.ids;
        for (int row = window.firstNew(); row < window.size(); row++) {
            if (keys[row] >= 0 && values[row] >= 0 && window.learnable(row)) {
                dependency.learn(keys[row], values[row]);
            }
        }
        return dependency;
    }

    private void giveUp(List<Dependency> live) {
        for (Dependency dependency : live) {
            if (dependency.learned() >= GIVE_UP_AFTER && dependency.strength < GIVEN_UP) {
                String name = dependency.key.name + '\0' + dependency.value.name;
                all.remove(name);
                hopeless.add(name);
            }
        }
    }

    private static boolean strong(Dependency d, double chance) {
        boolean few = chance > FEW_VALUES;
        return d.groups >= FEWEST_GROUPS
                && d.coverage >= COVERAGE
                && d.strength >= (few ? STRONG_FEW : STRONG)
                && d.clear >= (few ? CLEAR_FEW : CLEAR)
                && d.key.missingShare() <= d.value.missingShare() + 0.01
                && (!few || d.even() >= EVEN_FEW);
    }

    private static boolean weak(Dependency d, double chance) {
        return d.groups >= FEWEST_GROUPS
                && d.coverage >= COVERAGE
                && d.strength >= WEAK
                && chance <= FEW_VALUES
                && d.key.missingShare() <= 0.01;
    }

    private static void find(Window window, List<Dependency> live, Map<FieldModel, Double> chance, Findings findings) {
        Map<FieldModel, List<Dependency>> determinants = new IdentityHashMap<>();
        Map<FieldModel, Integer> determines = new IdentityHashMap<>();
        List<Dependency> strong = new ArrayList<>();
        for (Dependency d : live) {
            if (strong(d, chance(chance, d.value))) {
                strong.add(d);
                determinants.computeIfAbsent(d.value, f -> new ArrayList<>()).add(d);
                determines.merge(d.key, 1, Integer::sum);
            }
        }
        for (Dependency d : strong) {
            boolean few = chance(chance, d.value) > FEW_VALUES;
            Dependency back = reverse(live, d);
            for (int row = window.firstNew(); row < window.size(); row++) {
                wrong(d, back, row, few, determinants.getOrDefault(d.value, List.of()), findings);
            }
        }
        for (Dependency d : live) {
            if (determines.getOrDefault(d.key, 0) >= 2 && (strong.contains(d) || weak(d, chance(chance, d.value)))) {
                for (int row = window.firstNew(); row < window.size(); row++) {
                    lacking(d, row, findings);
                }
            }
        }
    }

    private static @Nullable Dependency reverse(List<Dependency> live, Dependency d) {
        for (Dependency other : live) {
            if (other.key == d.value && other.value == d.key) {
                return other;
            }
        }
        return null;
    }

    private static void wrong(
            Dependency d, @Nullable Dependency back, int row, boolean few, List<Dependency> others, Findings findings) {
        int key = d.key.ids[row];
        int value = d.value.ids[row];
        if (value < 0) {
            return;
        }
        int slot = d.expected(key);
        if (slot < 0 || d.valueAt(slot) == value || d.count(key, value) > (few ? RARE_FEW : RARE) * d.countAt(slot)) {
            return;
        }
        boolean confirmed = false;
        for (Dependency other : others) {
            int elsewhere = other == d ? -1 : other.expected(other.key.ids[row]);
            if (elsewhere >= 0 && other.valueAt(elsewhere) == value) {
                return;
            }
            confirmed |= elsewhere >= 0 && other.valueAt(elsewhere) == d.valueAt(slot);
        }
        if (back != null && !confirmed) {
            int expectedKey = back.expected(value);
            // The value belongs to another key: either may be wrong, and the field that disagrees more often is.
            // A value that has never stood with another key is no stray.
            if (back.total(value) >= 2 && back.count(value, key) == back.total(value)) {
                return;
            }
            if (expectedKey >= 0 && back.valueAt(expectedKey) != key && back.agreement <= d.agreement) {
                return;
            }
        }
        findings.cell(
                row,
                d.value.name,
                SEVERITY,
                d.value.name + " is " + Findings.quote(d.value.values.text(value)) + ", but "
                        + Findings.quote(d.value.values.text(d.valueAt(slot))) + " in " + d.countAt(slot) + " of "
                        + d.total(key) + " samples with " + d.key.name + " "
                        + Findings.quote(d.key.values.text(key)));
    }

    private static void lacking(Dependency d, int row, Findings findings) {
        int key = d.key.ids[row];
        if (key < 0 || d.value.ids[row] >= 0 || d.total(key) < FEWEST_GROUPS) {
            return;
        }
        findings.cell(
                row,
                d.value.name,
                SEVERITY_MISSING,
                d.value.name + " is missing, but " + d.total(key) + " other samples with " + d.key.name + " "
                        + Findings.quote(d.key.values.text(key)) + " have it");
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(all.size());
        for (Dependency dependency : all.values()) {
            out.writeUTF(dependency.key.name);
            out.writeUTF(dependency.value.name);
            dependency.save(out);
        }
        out.writeInt(hopeless.size());
        for (String name : hopeless) {
            out.writeUTF(name);
        }
    }

    void restore(DataInputStream in, Map<String, FieldModel> models) throws IOException {
        clear();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            FieldModel key = models.get(in.readUTF());
            FieldModel value = models.get(in.readUTF());
            if (key == null || value == null) {
                throw new IOException("damaged state: a dependency between unknown fields");
            }
            Dependency dependency = new Dependency(key, value);
            dependency.restore(in);
            all.put(key.name + '\0' + value.name, dependency);
        }
        int dropped = in.readInt();
        for (int i = 0; i < dropped; i++) {
            hopeless.add(in.readUTF());
        }
    }

    /** Forgets all. */
    void clear() {
        all.clear();
        hopeless.clear();
    }
}
