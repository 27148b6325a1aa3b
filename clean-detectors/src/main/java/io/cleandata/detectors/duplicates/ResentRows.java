package io.cleandata.detectors.duplicates;

import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last distinct rows of earlier windows, cell by cell, in a ring: hash, number, state, and what is shown of a text.
 *
 * <p>Cells stand by the names of columns, whatever their order in a window. A name that comes later is added, and earlier rows have nothing there. Takes
 * 9 bytes for each cell, 8 for a number, and up to {@value Reasons#MOST_KEPT} characters of each text. A row is known by its number: the first one that was ever added has 1.
 */
final class ResentRows {

    static final int MOST_COLUMNS = 512;
    private static final int FIRST_ROWS = 64;
    private static final double[] NO_NUMBERS = {};
    private static final String[] NO_TEXTS = {};
    private static final int MOST_SAVED = 1 << 24;
    private static final double EXACT = 9007199254740992.0;
    private static final CellState[] STATES = CellState.values();
    private static final int MOST_STATE = STATES.length - 1;
    private static final byte ABSENT = (byte) CellState.ABSENT.ordinal();

    private final int capacity;
    private final Ages ages;
    private final List<String> names = new ArrayList<>();

    /** How many cells a row has: there is one for each name. */
    private int width;

    private long added;
    private int size;
    /** Whether any row has a key. */
    private boolean keyed;

    /** By place and slot, as numbers, states and texts are; a column without numbers or texts so far has an empty array. */
    private long[][] cells = new long[0][];

    private double[][] numbers = new double[0][];
    private byte[][] states = new byte[0][];
    private @Nullable String[][] texts = new String[0][];
    private @Nullable String[] keys = new String[0];
    private long[] high = new long[0];
    private long[] low = new long[0];
    private long[] positions = new long[0];

    /** @param maxAge in event time, after which rows are forgotten; zero for no bound */
    ResentRows(int capacity, Duration maxAge) {
        this.capacity = capacity;
        ages = new Ages(maxAge);
    }

    /** Forgets what is too old at the time of a window. */
    void forget(long time) {
        size = (int) Math.min(size, added - ages.forgotten(time));
    }

    /** Takes note of the time of the window that has been added. */
    void note(long time) {
        ages.note(time, added - size, added);
    }

    /** Where each column of a window stands among the cells of a row; adds the names that are new. */
    int[] align(List<? extends Column> columns) {
        int[] places = new int[columns.size()];
        boolean wider = false;
        for (int c = 0; c < places.length; c++) {
            String name = columns.get(c).name();
            places[c] = c < width && names.get(c).equals(name) ? c : names.indexOf(name);
            wider |= places[c] < 0;
        }
        if (!wider) {
            return places;
        }
        List<String> all = new ArrayList<>(names);
        for (int c = 0; c < places.length; c++) {
            if (places[c] < 0) {
                places[c] = all.size();
                all.add(columns.get(c).name());
            }
        }
        if (all.size() > MOST_COLUMNS) {
            clear();
            return align(columns);
        }
        widen(all);
        return places;
    }

    private void widen(List<String> all) {
        int before = width;
        names.clear();
        names.addAll(all);
        width = all.size();
        cells = Arrays.copyOf(cells, width);
        numbers = Arrays.copyOf(numbers, width);
        states = Arrays.copyOf(states, width);
        texts = Arrays.copyOf(texts, width);
        for (int place = before; place < width; place++) {
            cells[place] = new long[keys.length];
            numbers[place] = NO_NUMBERS;
            states[place] = new byte[keys.length];
            texts[place] = NO_TEXTS;
            Arrays.fill(states[place], ABSENT);
        }
    }

    /**
     * Adds rows of a window, the oldest of more than it can hold left out; forgets the oldest.
     *
     * @param places of the columns, as {@link #align} says
     */
    void add(Window window, List<? extends Column> columns, int[] places, RowHasher hasher, int[] rows, int count) {
        if (capacity == 0) {
            return;
        }
        int skipped = Math.max(0, count - capacity);
        long before = added;
        added += count;
        size = Math.min(capacity, size + count);
        makeRoom();
        for (int k = skipped; k < count; k++) {
            int slot = slot(before + 1 + k);
            keys[slot] = window.key();
            keyed |= window.key() != null;
            high[slot] = hasher.high(rows[k]);
            low[slot] = hasher.low(rows[k]);
            positions[slot] = window.message(rows[k]).positionFirst();
        }
        boolean[] given = new boolean[width];
        for (int c = 0; c < places.length; c++) {
            given[places[c]] = true;
            add(columns.get(c), c, places[c], hasher, rows, skipped, count);
        }
        for (int place = 0; place < width; place++) {
            for (int k = skipped; k < count && !given[place]; k++) {
                put(place, slot(before + 1 + k), 0, ABSENT, Double.NaN, null);
            }
        }
    }

    private void add(Column column, int c, int place, RowHasher hasher, int[] rows, int from, int to) {
        NumericColumn values = column instanceof NumericColumn numeric ? numeric : null;
        boolean shown = !(column instanceof EmbeddingColumn);
        byte[] ofColumn = column.states();
        long first = added - to + 1;
        for (int k = from; k < to; k++) {
            int row = rows[k];
            double number = values == null ? Double.NaN : values.value(row);
            String text = shown && !(Math.abs(number) < EXACT) && ofColumn[row] != ABSENT ? column.text(row) : null;
            put(place, slot(first + k), hasher.cell(row, c), ofColumn[row], number, text);
        }
    }

    private void put(int place, int slot, long hash, byte state, double number, @Nullable String text) {
        cells[place][slot] = hash;
        states[place][slot] = state;
        if (numbers[place].length > 0) {
            numbers[place][slot] = number;
        } else if (!Double.isNaN(number)) {
            numbers[place] = new double[keys.length];
            Arrays.fill(numbers[place], Double.NaN);
            numbers[place][slot] = number;
        }
        if (texts[place].length > 0) {
            texts[place][slot] = Reasons.kept(text);
        } else if (text != null) {
            texts[place] = new String[keys.length];
            texts[place][slot] = Reasons.kept(text);
        }
    }

    private void makeRoom() {
        int needed = (int) Math.min(capacity, added);
        if (needed <= keys.length) {
            return;
        }
        // The ring has not gone round as long as it grows: no row has to move.
        int rows = Math.min(capacity, Math.max(FIRST_ROWS, Math.max(needed, 2 * keys.length)));
        keys = Arrays.copyOf(keys, rows);
        high = Arrays.copyOf(high, rows);
        low = Arrays.copyOf(low, rows);
        positions = Arrays.copyOf(positions, rows);
        for (int place = 0; place < width; place++) {
            cells[place] = Arrays.copyOf(cells[place], rows);
            states[place] = Arrays.copyOf(states[place], rows);
            if (numbers[place].length > 0) {
                numbers[place] = Arrays.copyOf(numbers[place], rows);
            }
            if (texts[place].length > 0) {
                texts[place] = Arrays.copyOf(texts[place], rows);
            }
        }
    }

    private int slot(long number) {
        return (int) ((number - 1) % capacity);
    }

    /** The number of the row that was added last. */
    long last() {
        return added;
    }

    /** How many rows it holds: those numbered up to {@link #last}. */
    int size() {
        return size;
    }

    /** How many cells a row has. */
    int width() {
        return width;
    }

    /** The names of the cells. */
    List<String> names() {
        return names;
    }

    /** How many rows of a key it holds. */
    int sizeOf(@Nullable String key) {
        if (!keyed) {
            return key == null ? size : 0;
        }
        int count = 0;
        for (long number = added - size + 1; number <= added; number++) {
            count += Objects.equals(keys[slot(number)], key) ? 1 : 0;
        }
        return count;
    }

    /** The key of a row. */
    @Nullable
    String key(long number) {
        return keys[slot(number)];
    }

    /** The hash of a cell of a row; 0 where there is none. */
    long cell(long number, int place) {
        return cells[place][slot(number)];
    }

    /** The number of a cell, NaN where there is none. */
    double value(long number, int place) {
        return numbers[place].length == 0 ? Double.NaN : numbers[place][slot(number)];
    }

    /** The state of a cell. */
    CellState state(long number, int place) {
        return STATES[states[place][slot(number)]];
    }

    /** Upper half of a row's hash. */
    long high(long number) {
        return high[slot(number)];
    }

    /** Lower half of a row's hash. */
    long low(long number) {
        return low[slot(number)];
    }

    /** The position of a row's message. */
    long position(long number) {
        return positions[slot(number)];
    }

    /** A cell as it is shown, in a column that holds such now; null where there is nothing to show. */
    @Nullable
    String text(long number, int place, Column column) {
        String text = texts[place].length == 0 ? null : texts[place][slot(number)];
        double value = value(number, place);
        if (text != null || Double.isNaN(value)) {
            return text;
        }
        return switch (column.kind()) {
            case TIMESTAMP -> Instant.ofEpochMilli((long) value).toString();
            case BOOLEAN -> value != 0 ? "true" : "false";
            default -> NumericColumn.format(value);
        };
    }

    /** Forgets all. */
    void clear() {
        names.clear();
        width = 0;
        added = 0;
        size = 0;
        ages.clear();
        keyed = false;
        cells = new long[0][];
        numbers = new double[0][];
        states = new byte[0][];
        texts = new String[0][];
        keys = new String[0];
        high = new long[0];
        low = new long[0];
        positions = new long[0];
    }

    /** Writes all rows, oldest first. */
    void save(DataOutputStream out) throws IOException {
        Saved.names(out, names);
        ages.save(out, added - size, 0);
        out.writeLong(added);
        out.writeInt(size);
        for (long number = added - size + 1; number <= added; number++) {
            int slot = slot(number);
            Saved.text(out, keys[slot]);
            out.writeLong(high[slot]);
            out.writeLong(low[slot]);
            out.writeLong(positions[slot]);
            for (int place = 0; place < width; place++) {
                out.writeByte(states[place][slot]);
                if (states[place][slot] != ABSENT) {
                    out.writeLong(cells[place][slot]);
                    out.writeDouble(value(number, place));
                    Saved.text(out, texts[place].length == 0 ? null : texts[place][slot]);
                }
            }
        }
    }

    /** Takes what {@link #save} wrote; of more than it can hold, the youngest. */
    void restore(DataInputStream in) throws IOException {
        clear();
        widen(Saved.names(in, MOST_COLUMNS));
        ages.restore(in);
        long last = in.readLong();
        int saved = in.readInt();
        if (saved < 0 || saved > MOST_SAVED || last < saved) {
            throw new IOException("damaged state: " + saved + " rows of " + last);
        }
        for (long number = last - saved + 1; number <= last; number++) {
            if (capacity > 0) {
                added = number;
                size = Math.min(capacity, size + 1);
                makeRoom();
            }
            read(in, capacity == 0 ? -1 : slot(number));
        }
        added = capacity == 0 ? 0 : last;
    }

    private void read(DataInputStream in, int slot) throws IOException {
        String key = Saved.text(in);
        long[] head = {in.readLong(), in.readLong(), in.readLong()};
        if (slot >= 0) {
            keys[slot] = key;
            keyed |= key != null;
            high[slot] = head[0];
            low[slot] = head[1];
            positions[slot] = head[2];
        }
        for (int place = 0; place < width; place++) {
            byte state = in.readByte();
            if (state < 0 || state > MOST_STATE) {
                throw new IOException("damaged state: cell of state " + state);
            }
            long hash = state == ABSENT ? 0 : in.readLong();
            double number = state == ABSENT ? Double.NaN : in.readDouble();
            String text = state == ABSENT ? null : Saved.text(in);
            if (slot >= 0) {
                put(place, slot, hash, state, number, text);
            }
        }
    }
}
