package io.cleandata.detectors.duplicates;

import io.cleandata.model.Column;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows that {@link AlmostEqual} would link to a row of an earlier window, were that one in theirs.
 *
 * <p>Earlier rows are the last distinct ones of the same key ({@link ResentRows}), looked up by {@link ResentIndex}. Chance is judged among these and the window's
 * rows. How often a stream repeats itself across windows by nature is learnt apart from how often it does in a window: a cycle may be longer than one.
 *
 * <p>A row that a sliding window shows again was remembered when it was shown first. What repeats it is found in the window, so that its remembered copy is passed over.
 * Redelivered rows are not looked up: the memory may hold them, and copies of them that came later.
 *
 * <p><b>Assumes</b> what {@link AlmostEqual} does; and that a window of fewer than {@value UsualRate#FEWEST_ROWS} rows has the keys of the last larger one.
 *
 * <p><b>Cost.</b> A few steps for each cell, and at most eight look-ups for each row, however many rows are remembered. When other fields are keys than in the window before, all rows are
 * indexed anew.
 */
final class ResentSearch {

    private static final double LEAST_POSTERIOR = 0.9;

    /** What a remembered row has in common with one of the window. */
    private enum Likeness {
        OTHER,
        ALMOST,
        BUT_FOR_KEYS,
        EQUAL
    }

    private final int capacity;
    private final ResentRows rows;
    private final ResentIndex index;
    private final UsualRate usual = new UsualRate();
    /** The keys of the last window that was large enough to tell them. */
    private List<String> keyNames = List.of();

    private final long[] found = new long[ResentIndex.MOST_VISITED];
    private long[] cells = new long[0];
    private int[] places = new int[0];
    private int[] columnAt = new int[0];
    private boolean[] isKey = new boolean[0];
    private long[] shown = new long[0];
    private int differing = -1;

    ResentSearch(int capacity, Duration maxAge) {
        this.capacity = capacity;
        rows = new ResentRows(capacity, maxAge);
        index = new ResentIndex(rows, capacity);
    }

    /**
     * Adds what it finds to the links, and remembers the window's rows.
     *
     * @param learn whether the window has any row to learn from
     */
    void find(AlmostEqual.Subject subject, boolean learn) {
        if (capacity == 0) {
            return;
        }
        Window window = subject.window();
        long time = Ages.time(window);
        rows.forget(time);
        places = rows.align(subject.columns());
        Keys keys = keys(subject, learn);
        prepare(keys);
        int remembered = rows.sizeOf(window.key());
        shown = shown(subject);
        int[] fresh = new int[subject.count()];
        long[] hashes = new long[subject.count() * index.parts()];
        long seed = ResentIndex.seed(window.key());
        int freshCount = 0;
        int samples = 0;
        int begin = subject.links().count;
        for (int k = 0; k < subject.count(); k++) {
            int row = subject.representatives()[k];
            if (window.learnable(row)) {
                samples++;
                index.hash(subject.hasher(), row, places, seed);
                if (remembered == 0 || !find(subject, row, remembered)) {
                    System.arraycopy(index.hashes(), 0, hashes, freshCount * index.parts(), index.parts());
                    fresh[freshCount++] = row;
                }
            }
        }
        if (remembered > 0 && samples > 0) {
            usual.weigh(subject.links(), begin, Math.max(samples, UsualRate.FEWEST_ROWS), learn);
        }
        describe(subject, begin);
        remember(subject, fresh, hashes, freshCount);
        rows.note(time);
    }

    /** The window's keys; those of an earlier window where it is too small to tell. */
    private Keys keys(AlmostEqual.Subject subject, boolean learn) {
        List<? extends Column> columns = subject.columns();
        if (subject.count() < UsualRate.FEWEST_ROWS) {
            return Keys.named(columns, keyNames);
        }
        if (learn) {
            keyNames = subject.keys().names(columns);
        }
        return subject.keys();
    }

    private void prepare(Keys keys) {
        int width = rows.width();
        if (cells.length != width) {
            cells = new long[width];
            columnAt = new int[width];
            isKey = new boolean[width];
        }
        Arrays.fill(columnAt, -1);
        Arrays.fill(isKey, false);
        BitSet keyPlaces = new BitSet();
        for (int c = 0; c < places.length; c++) {
            columnAt[places[c]] = c;
            if (keys.contains(c)) {
                isKey[places[c]] = true;
                keyPlaces.set(places[c]);
            }
        }
        index.prepare(keyPlaces);
    }

    /** Hashes of the rows that a sliding window shows again, ascending. */
    private static long[] shown(AlmostEqual.Subject subject) {
        int count = 0;
        int firstNew = subject.window().firstNew();
        while (count < subject.count() && subject.representatives()[count] < firstNew) {
            count++;
        }
        long[] hashes = new long[count];
        for (int k = 0; k < count; k++) {
            hashes[k] = subject.hasher().low(subject.representatives()[k]);
        }
        Arrays.sort(hashes);
        return hashes;
    }

    /** Takes the cells of a row that may be like remembered ones. */
    private void take(RowHasher hasher, int row) {
        Arrays.fill(cells, 0);
        for (int c = 0; c < places.length; c++) {
            cells[places[c]] = hasher.cell(row, c);
        }
    }

    /** Links a row with the remembered one that is most like it; whether one is equal, so that there is nothing to link or to remember. */
    private boolean find(AlmostEqual.Subject subject, int row, int remembered) {
        Likeness best = Likeness.OTHER;
        long earlier = 0;
        int only = -1;
        boolean taken = false;
        for (int part = 0; part < index.parts() && best.compareTo(Likeness.BUT_FOR_KEYS) < 0; part++) {
            int count = index.candidates(part, found);
            if (count > 0 && !taken) {
                take(subject.hasher(), row);
                taken = true;
            }
            for (int i = 0; i < count; i++) {
                Likeness likeness = likeness(subject, found[i], row);
                if (likeness.compareTo(best) > 0) {
                    best = likeness;
                    earlier = found[i];
                    only = differing;
                }
            }
        }
        if (best == Likeness.EQUAL || best == Likeness.OTHER) {
            return best == Likeness.EQUAL;
        }
        Keys without = differingKeys(earlier).and(only);
        double posterior = subject.chance()
                .posteriorWithout(
                        subject.hasher(),
                        subject.columns(),
                        row,
                        without,
                        subject.window().size() + remembered);
        if (posterior >= LEAST_POSTERIOR) {
            subject.links().addEarlier(earlier, row, posterior, only < 0 ? without.first() : only);
        }
        return false;
    }

    private Likeness likeness(AlmostEqual.Subject subject, long number, int row) {
        int other = -1;
        boolean otherKeys = false;
        for (int place = 0; place < cells.length; place++) {
            if (rows.cell(number, place) != cells[place]) {
                if (isKey[place]) {
                    otherKeys = true;
                } else if (other >= 0) {
                    return Likeness.OTHER;
                } else {
                    other = place;
                }
            }
        }
        if (!Objects.equals(rows.key(number), subject.window().key()) || isShown(number)) {
            return Likeness.OTHER;
        }
        differing = -1;
        if (other < 0) {
            return otherKeys ? Likeness.BUT_FOR_KEYS : Likeness.EQUAL;
        }
        differing = columnAt[other];
        if (differing < 0) {
            return Likeness.OTHER;
        }
        return !otherKeys && subject.identifier()[differing] && !named(subject, number, other, row)
                        || almost(subject, number, other, row)
                ? Likeness.ALMOST
                : Likeness.OTHER;
    }

    /**
     * Whether an identifier that differs is a name of several words and no id. Two articles of a catalogue may well have the rest in common, and the more of them are remembered
     * the likelier.
     */
    private boolean named(AlmostEqual.Subject subject, long number, int place, int row) {
        Column column = subject.columns().get(differing);
        return blank(column.text(row)) || blank(rows.text(number, place, column));
    }

    private static boolean blank(@Nullable String text) {
        return text != null && text.indexOf(' ') >= 0;
    }

    private boolean almost(AlmostEqual.Subject subject, long number, int place, int row) {
        Column column = subject.columns().get(differing);
        double now = column instanceof NumericColumn numbers ? numbers.value(row) : Double.NaN;
        return AlmostEqual.almost(
                subject.fractions()[differing],
                rows.state(number, place),
                rows.value(number, place),
                column.state(row),
                now);
    }

    private boolean isShown(long number) {
        return shown.length > 0 && Arrays.binarySearch(shown, rows.low(number)) >= 0;
    }

    /** The keys in which a remembered row differs from that of {@link #cells}. */
    private Keys differingKeys(long number) {
        BitSet columns = new BitSet();
        for (int place = 0; place < cells.length; place++) {
            if (isKey[place] && rows.cell(number, place) != cells[place]) {
                columns.set(columnAt[place]);
            }
        }
        return Keys.of(columns);
    }

    /** Notes what of the remembered rows is to be shown, and how long ago they came: others may take their places. */
    private void describe(AlmostEqual.Subject subject, int begin) {
        Links links = subject.links();
        for (int i = begin; i < links.count; i++) {
            long number = links.numbers[i];
            int row = links.later[i];
            Reasons.Differences differences = new Reasons.Differences();
            for (int c = 0; c < places.length; c++) {
                if (rows.cell(number, places[c]) != subject.hasher().cell(row, c)) {
                    Column column = subject.columns().get(c);
                    differences.add(column.name(), rows.text(number, places[c], column), column.text(row));
                }
            }
            links.sample[i] = new EarlierSample(rows.position(number), differences.toString());
            links.earlier[i] = (int) -Math.min(rows.last() - number + 1, Integer.MAX_VALUE);
        }
    }

    private void remember(AlmostEqual.Subject subject, int[] fresh, long[] hashes, int count) {
        rows.add(subject.window(), subject.columns(), places, subject.hasher(), fresh, count);
        for (int k = Math.max(0, count - rows.size()); k < count; k++) {
            index.add(rows.last() - count + 1 + k, hashes, k * index.parts());
        }
    }

    /** Forgets all. */
    void clear() {
        rows.clear();
        index.clear();
        usual.clear();
        keyNames = List.of();
    }

    void save(DataOutputStream out) throws IOException {
        usual.save(out);
        Saved.names(out, keyNames);
        rows.save(out);
    }

    void restore(DataInputStream in) throws IOException {
        clear();
        usual.restore(in);
        keyNames = Saved.names(in, ResentRows.MOST_COLUMNS);
        rows.restore(in);
    }
}
