package io.cleandata.detectors.drift;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns labelled rows into at most 128 numbers each, between which L1 distances make sense.
 *
 * <p>A number is one slot (less the first value that the stream has shown, so that a float holds what varies); a category four slots of +-.35 from a hash, so that
 * different categories are 1.4 apart on average; a text sixteen slots, its words hashed with signs and normalised; an embedding sixteen random
 * projections, or itself when it is no longer. Moments are left out. Classes are numbered in the order in which they come, at most 10,000.
 */
final class RowEncoder {

    static final int MOST_SLOTS = 128;

    private static final int CATEGORY = 4;
    private static final int WIDE = 16;
    private static final float SIDE = 0.35f;
    private static final int MOST_CLASSES = 10_000;

    private final Set<String> excluded;
    private final Map<String, Slots> slots = new LinkedHashMap<>();
    private final Map<String, Integer> classes = new LinkedHashMap<>();
    private final List<String> classNames = new ArrayList<>();
    private int used;

    /** Where a feature stands: its first slot, how many, whether to scale them, and the origin of a number (NaN until known). */
    private static final class Slots {
        private final int first;
        private final int count;
        private final boolean scaled;
        private double origin = Double.NaN;

        Slots(int first, int count, boolean scaled) {
            this.first = first;
            this.count = count;
            this.scaled = scaled;
        }
    }

    RowEncoder(List<String> excluded) {
        this.excluded = Set.copyOf(excluded);
    }

    /** How many slots are in use. */
    int slots() {
        return used;
    }

    /** Which slots hold values that have to be scaled. */
    boolean[] scaled() {
        boolean[] scaled = new boolean[used];
        for (Slots each : slots.values()) {
            for (int k = 0; k < each.count; k++) {
                scaled[each.first + k] = each.scaled;
            }
        }
        return scaled;
    }

    /** Name of a class. */
    String className(int number) {
        return number >= 0 && number < classNames.size() ? classNames.get(number) : "others";
    }

    /** Appends rows of a window that has labels; rows whose label is missing (or no number, where labels are numbers) are left out. */
    void encode(Window window, StringColumn label, int[] rows, LabelledRows target) {
        layOut(window);
        int first = target.size();
        int[] taken = new int[rows.length];
        int count = 0;
        for (int row : rows) {
            String text = label.missing(row) ? null : label.text(row);
            double number =
                    text == null ? Double.NaN : label.categorical() ? classOf(text) : ProfileBuilder.number(text);
            if (!Double.isNaN(number)) {
                target.begin(number, used);
                taken[count++] = row;
            }
        }
        for (Column column : window.features()) {
            Slots at = slots.get(column.name());
            if (at != null) {
                for (int i = 0; i < count; i++) {
                    if (!column.missing(taken[i])) {
                        encode(column, taken[i], at, target, first + i);
                    }
                }
            }
        }
    }

    private int classOf(String text) {
        Integer known = classes.get(text);
        if (known == null) {
            if (classes.size() >= MOST_CLASSES) {
                return MOST_CLASSES;
            }
            known = classes.size();
            classes.put(text, known);
            classNames.add(text);
        }
        return known;
    }

    private void layOut(Window window) {
        for (Column column : window.features()) {
            String name = column.name();
            if (slots.containsKey(name)
                    || excluded.contains(name)
                    || column.kind() == ColumnKind.TIMESTAMP
                    || column.present() == 0) {
                continue;
            }
            int width = switch (column.kind()) {
                case NUMERIC, BOOLEAN, TIMESTAMP -> 1;
                case CATEGORICAL -> CATEGORY;
                case TEXT -> WIDE;
                case EMBEDDING -> Math.min(WIDE, ((EmbeddingColumn) column).dimension());
            };
            if (used + width <= MOST_SLOTS) {
                boolean scaled = column instanceof NumericColumn || column instanceof EmbeddingColumn;
                slots.put(name, new Slots(used, width, scaled));
                used += width;
            }
        }
    }

    private static void encode(Column column, int row, Slots at, LabelledRows target, int to) {
        if (column instanceof NumericColumn numbers && at.count == 1) {
            double value = numbers.value(row);
            if (Double.isNaN(at.origin)) {
                at.origin = value;
            }
            target.set(at.first, to, (float) (value - at.origin));
        } else if (column instanceof StringColumn strings) {
            String text = strings.text(row);
            if (text == null) {
                return;
            }
            if (at.count == CATEGORY) {
                long hash = Projection.mix(text.hashCode());
                for (int k = 0; k < CATEGORY; k++) {
                    target.set(at.first + k, to, ((hash >>> k) & 1) == 0 ? SIDE : -SIDE);
                }
            } else if (at.count == WIDE) {
                words(text, at.first, target, to);
            }
        } else if (column instanceof EmbeddingColumn embedding) {
            int dimension = embedding.dimension();
            for (int k = 0; k < at.count; k++) {
                double value = dimension == at.count
                        ? embedding.vectors()[row * dimension + k]
                        : Projection.dot(Projection.direction(k, dimension), embedding.vectors(), row * dimension);
                target.set(at.first + k, to, (float) value);
            }
        }
    }

    private static void words(String text, int first, LabelledRows target, int to) {
        float[] sums = new float[WIDE];
        int hash = 0;
        int length = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (Character.isLetterOrDigit(c)) {
                hash = hash * 31 + Character.toLowerCase(c);
                length++;
            } else if (length > 0) {
                long h = Projection.mix(hash);
                sums[(int) (h & (WIDE - 1))] += h < 0 ? -1 : 1;
                hash = 0;
                length = 0;
            }
        }
        double norm = 0;
        for (float sum : sums) {
            norm += sum * sum;
        }
        for (int k = 0; k < WIDE; k++) {
            target.set(first + k, to, norm == 0 ? 0 : (float) (sums[k] / Math.sqrt(norm)));
        }
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(slots.size());
        for (Map.Entry<String, Slots> entry : slots.entrySet()) {
            Part.writeText(out, entry.getKey());
            out.writeInt(entry.getValue().count);
            out.writeBoolean(entry.getValue().scaled);
            out.writeDouble(entry.getValue().origin);
        }
        out.writeInt(classNames.size());
        for (String name : classNames) {
            Part.writeText(out, name);
        }
    }

    void restore(DataInputStream in) throws IOException {
        clear();
        for (int i = in.readInt(); i > 0; i--) {
            String name = Part.readText(in);
            int count = in.readInt();
            Slots each = new Slots(used, count, in.readBoolean());
            each.origin = in.readDouble();
            if (count < 1 || used + count > MOST_SLOTS) {
                throw new IOException("more than " + MOST_SLOTS + " numbers a row");
            }
            slots.put(name, each);
            used += count;
        }
        for (int i = in.readInt(); i > 0; i--) {
            classOf(Part.readText(in));
        }
    }

    void clear() {
        slots.clear();
        classes.clear();
        classNames.clear();
        used = 0;
    }
}
