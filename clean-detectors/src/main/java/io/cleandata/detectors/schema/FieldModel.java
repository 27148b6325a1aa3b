package io.cleandata.detectors.schema;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the stream has shown of one field. */
final class FieldModel {

    /** Longer texts are cut to this for counting. */
    static final int LONGEST = 200;

    private static final double FREE_TEXT = 0.6;
    private static final int ENOUGH = 300;
    /** What {@link #patternInRow} is where there is no text. */
    static final int NOTHING = -2;

    private static final double FORMATTED = 0.9;
    private static final double ONE_PATTERN = 0.8;
    private static final double NO_FORMAT = 0.5;
    /** A form that fewer values show may have what is rare in it: one that stands for a twentieth of the values. */
    private static final int SHOWN_BY = 20;

    private static final int MOST_FORMS = 200;
    private static final int MOST_UNITS = 60;
    private static final byte UNKNOWN = 0;
    private static final byte PLAIN = 1;
    private static final byte QUANTITY = 2;

    final String name;
    double rows;
    double present;
    double mismatches;
    double missing;

    /** Range of the numbers, NaN before the first, and how many lay outside it when they came. */
    double low = Double.NaN;

    double high = Double.NaN;
    final Tail lowest = Tail.lower();
    final Tail highest = Tail.upper();
    double numbers;
    /** How many independent numbers they are worth, see {@link Persistence}. */
    double independent;

    double outside;
    int windowsOutside;

    /** Values, values with digits as 0, forms, and units of numbers written as text. */
    final Counts values;

    final Counts templates;
    final Counts patterns = new Counts(MOST_FORMS);
    final Counts units = new Counts(MOST_UNITS);
    double quantities;
    double formatted;

    /** In how many rows a value stood that no earlier window had, of so many rows watched for that. */
    double newcomers;

    double watched;

    private boolean free;
    private boolean fractions;

    /** Whether a field of free text has shown no format either, and whether the patterns of this window are known by row. */
    private boolean formless;

    private boolean byRow;
    private int[] patternOfRow = new int[0];

    /** Numbers of values and templates in the window at hand, by row; {@link Counts#NONE} where there is none. */
    int[] ids = new int[0];

    private int[] templateOfId = new int[64];
    private int[] patternOfId = new int[64];
    private byte[] unitOfId = new byte[64];
    private final int[] shownBy = new int[MOST_FORMS];
    private int[] idOfCode = new int[0];
    private NumberIds idOfNumber = new NumberIds();

    FieldModel(String name, int maxValues) {
        this.name = name;
        this.values = new Counts(maxValues);
        this.templates = new Counts(maxValues);
    }

    /** Numbers the values of the window's rows; without counting them. */
    void number(Column column, int n) {
        if (ids.length < n) {
            ids = new int[n];
        }
        Arrays.fill(ids, 0, n, Counts.NONE);
        if (!valued()) {
            return;
        }
        if (column instanceof StringColumn strings) {
            numberStrings(strings, n);
        } else if (column instanceof NumericColumn numbers) {
            numberNumbers(numbers, n);
        }
    }

    private void numberStrings(StringColumn column, int n) {
        byte[] states = column.states();
        boolean categorical = column.categorical();
        if (categorical && idOfCode.length < column.cardinality()) {
            int before = idOfCode.length;
            idOfCode = Arrays.copyOf(idOfCode, Math.max(16, 2 * column.cardinality()));
            Arrays.fill(idOfCode, before, idOfCode.length, Integer.MIN_VALUE);
        }
        for (int row = 0; row < n; row++) {
            if (categorical && states[row] == 0) {
                int code = column.codes()[row];
                if (idOfCode[code] == Integer.MIN_VALUE) {
                    idOfCode[code] = values.id(clip(column.value(code)));
                }
                ids[row] = idOfCode[code];
            } else {
                String text = column.text(row);
                ids[row] = text == null || text.isBlank() ? Counts.NONE : values.id(clip(text));
            }
        }
    }

    private void numberNumbers(NumericColumn column, int n) {
        byte[] states = column.states();
        double[] numbers = column.values();
        for (int row = 0; row < n; row++) {
            double v = numbers[row];
            if (states[row] == 0 && v == Math.rint(v) && Math.abs(v) < 1e15) {
                int id = idOfNumber.find((long) v);
                if (id == Integer.MIN_VALUE) {
                    id = values.id(NumericColumn.format(v));
                    idOfNumber.put((long) v, id);
                }
                ids[row] = id;
            } else if (states[row] == 0) {
                fractions = true;
            } else {
                String text = column.text(row);
                ids[row] = text == null || text.isBlank() ? Counts.NONE : values.id(clip(text));
            }
        }
        if (fractions) {
            Arrays.fill(ids, 0, n, Counts.NONE);
        }
    }

    /**
     * Counts the learnable rows; those in {@code outsideRange} do not widen the range.
     *
     * @param share how many independent numbers a number is worth
     */
    void learn(Window window, Column column, Shapes shapes, boolean[] outsideRange, double share) {
        byte[] states = column.states();
        boolean strings = column instanceof StringColumn && column.kind() != ColumnKind.TIMESTAMP;
        byRow = strings && free && !formless;
        if (byRow) {
            learnPatterns(window, (StringColumn) column, shapes);
        }
        for (int row = window.firstNew(); row < window.size(); row++) {
            if (!window.learnable(row)) {
                continue;
            }
            rows++;
            int state = states[row];
            if (state == 0) {
                present++;
            } else if (state == 4) {
                mismatches++;
            } else {
                missing++;
            }
            if (ids[row] != Counts.NONE) {
                values.add(ids[row]);
                if (strings) {
                    learnForm(ids[row], shapes);
                }
            } else if (state == 0 && valued() && !fractions) {
                values.add(Counts.NONE);
            }
            if (state == 0 && column instanceof NumericColumn numeric && !outsideRange[row]) {
                double v = numeric.value(row);
                numbers++;
                independent += share;
                low = Double.isNaN(low) ? v : Math.min(low, v);
                high = Double.isNaN(high) ? v : Math.max(high, v);
                lowest.add(v);
                highest.add(v);
            }
        }
        if (present > ENOUGH && (values.full() || values.distinct() > FREE_TEXT * present)) {
            free = true;
        }
        if (free && patterns.total() > ENOUGH && !formless) {
            formless = formatted < NO_FORMAT * patterns.total()
                    || patterns.count(patterns.top()) < NO_FORMAT * patterns.total();
        }
    }

    /** Learns the patterns of a field whose values are not counted, since they do not come again. */
    private void learnPatterns(Window window, StringColumn column, Shapes shapes) {
        if (patternOfRow.length < window.size()) {
            patternOfRow = new int[window.size()];
        }
        for (int row = window.firstNew(); row < window.size(); row++) {
            String text = column.states()[row] == 0 ? column.text(row) : null;
            if (text == null) {
                patternOfRow[row] = NOTHING;
                continue;
            }
            String pattern = shapes.pattern(clip(text));
            boolean learnable = window.learnable(row);
            patternOfRow[row] = learnable ? patterns.id(pattern) : patterns.find(pattern);
            if (learnable) {
                patterns.add(patternOfRow[row]);
                formatted += Shapes.formatted(pattern) ? 1 : 0;
            }
        }
    }

    private void learnForm(int id, Shapes shapes) {
        form(id, shapes);
        templates.add(templateOfId[id]);
        patterns.add(patternOfId[id]);
        int pattern = patternOfId[id];
        if (Shapes.formatted(pattern < 0 ? shapes.pattern(values.text(id)) : patterns.text(pattern))) {
            formatted++;
        }
        if (unitOfId[id] == QUANTITY) {
            quantities++;
            String unit = Shapes.unit(values.text(id));
            if (unit != null) {
                units.add(units.id(unit));
            }
        }
    }

    /** Fills in the forms of a value, once. */
    private void form(int id, Shapes shapes) {
        if (id >= templateOfId.length) {
            int size = Math.max(id + 1, 2 * templateOfId.length);
            templateOfId = Arrays.copyOf(templateOfId, size);
            patternOfId = Arrays.copyOf(patternOfId, size);
            unitOfId = Arrays.copyOf(unitOfId, size);
        }
        if (unitOfId[id] == UNKNOWN) {
            String text = values.text(id);
            templateOfId[id] = templates.id(shapes.template(text));
            int pattern = patterns.id(shapes.pattern(text));
            patternOfId[id] = pattern;
            if (pattern >= 0) {
                shownBy[pattern]++;
            }
            unitOfId[id] = Shapes.unit(text) == null ? PLAIN : QUANTITY;
        }
    }

    /** Whether the forms of a value are known: it was learnt at least once. */
    boolean formed(int id) {
        return id < unitOfId.length && unitOfId[id] != UNKNOWN;
    }

    int template(int id) {
        return templateOfId[id];
    }

    /** The pattern of a row's text: {@link Counts#NONE} where it is none of those known, {@link #NOTHING} where there is no text. */
    int patternInRow(int row) {
        if (byRow) {
            return patternOfRow[row];
        }
        int id = ids[row];
        return id < 0 || !formed(id) ? NOTHING : patternOfId[id];
    }

    /** Whether nearly all texts are formatted, and most have this pattern, which many values show. */
    boolean oneFormat(int pattern) {
        double total = patterns.total();
        return formatted >= FORMATTED * total
                && patterns.count(pattern) >= ONE_PATTERN * total
                && (free || shownBy[pattern] >= SHOWN_BY);
    }

    @Nullable
    String unit(int id) {
        return unitOfId[id] != QUANTITY ? null : Shapes.unit(values.text(id));
    }

    /** Whether values are counted: it is neither free text nor a measurement. */
    boolean valued() {
        return !free && !fractions;
    }

    /** Share of cells without a value. */
    double missingShare() {
        return rows == 0 ? 0 : missing / rows;
    }

    static String clip(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    void save(DataOutputStream out) throws IOException {
        for (double figure : new double[] {
            rows,
            present,
            mismatches,
            missing,
            low,
            high,
            numbers,
            independent,
            outside,
            quantities,
            formatted,
            newcomers,
            watched
        }) {
            out.writeDouble(figure);
        }
        out.writeInt(windowsOutside);
        lowest.save(out);
        highest.save(out);
        out.writeBoolean(free);
        out.writeBoolean(fractions);
        out.writeBoolean(formless);
        values.save(out);
        templates.save(out);
        patterns.save(out);
        units.save(out);
    }

    void restore(DataInputStream in) throws IOException {
        rows = in.readDouble();
        present = in.readDouble();
        mismatches = in.readDouble();
        missing = in.readDouble();
        low = in.readDouble();
        high = in.readDouble();
        numbers = in.readDouble();
        independent = in.readDouble();
        outside = in.readDouble();
        quantities = in.readDouble();
        formatted = in.readDouble();
        newcomers = in.readDouble();
        watched = in.readDouble();
        windowsOutside = in.readInt();
        lowest.restore(in);
        highest.restore(in);
        free = in.readBoolean();
        fractions = in.readBoolean();
        formless = in.readBoolean();
        values.restore(in);
        templates.restore(in);
        patterns.restore(in);
        units.restore(in);
        Shapes shapes = new Shapes();
        for (int id = 0; id < values.distinct(); id++) {
            if (templates.distinct() > 0 && values.count(id) > 0) {
                form(id, shapes);
            }
        }
    }
}
