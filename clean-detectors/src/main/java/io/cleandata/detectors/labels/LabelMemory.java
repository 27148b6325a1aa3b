package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Remembered rows whose labels are believed, and the rows of the window at hand, by column.
 *
 * <p>When the memory is full, every label keeps its most recent rows up to one common quota, so that rare labels stay known. Where labels
 * are so many that the quota is too small to learn from, the memory grows, to at most four times its capacity; beyond that it
 * keeps only as many labels as it has room for. Rows live in numbered slots; the window's rows take free ones and either stay or go.
 */
final class LabelMemory {

    /** Rows that may come in before the quotas are enforced again, so that small windows do not pay for it each time. */
    private static final int SLACK = 256;

    /** Rows beyond which the memory does not grow for the sake of many labels. */
    private static final int GROWN = 16_000;

    private int capacity;
    private final boolean textual;
    private final Vocabulary words = new Vocabulary();
    private final Vocabulary grams = new Vocabulary();
    private final TextGrams cutter = new TextGrams();

    private boolean[] categorical;
    private float[][] values;
    private int[] label = new int[0];
    private long[] identity = new long[0];
    private int[] @Nullable [] wordsOf = new int[0][];
    private int[] @Nullable [] gramsOf = new int[0][];
    private char[] @Nullable [] wordPlaces = new char[0][];
    private char[] @Nullable [] gramPlaces = new char[0][];
    private int[] kept = new int[0];
    private int size;
    private int[] free = new int[0];

    /** How many rows have been kept, and after how many of them a row of each label was. */
    private long clock;

    private long[] came = new long[0];
    private int freeCount;

    LabelMemory(int capacity, boolean[] categorical, boolean textual) {
        this.capacity = capacity;
        this.categorical = categorical.clone();
        this.textual = textual;
        this.values = new float[categorical.length][0];
    }

    /** {@code [column][slot]}, NaN where missing. */
    float[][] values() {
        return values;
    }

    boolean[] categorical() {
        return categorical;
    }

    Vocabulary words() {
        return words;
    }

    Vocabulary grams() {
        return grams;
    }

    /** The words of a row's texts. */
    int[] wordsOf(int slot) {
        return Objects.requireNonNull(wordsOf[slot]);
    }

    /** The runs of characters of a row's texts. */
    int[] gramsOf(int slot) {
        return Objects.requireNonNull(gramsOf[slot]);
    }

    /** The place of the row's label with each of its words. */
    char[] wordPlaces(int slot) {
        char[] places = wordPlaces[slot];
        if (places == null) {
            places = words.places(wordsOf(slot), label[slot]);
            wordPlaces[slot] = places;
        }
        return places;
    }

    /** The place of the row's label with each of its runs of characters. */
    char[] gramPlaces(int slot) {
        char[] places = gramPlaces[slot];
        if (places == null) {
            places = grams.places(gramsOf(slot), label[slot]);
            gramPlaces[slot] = places;
        }
        return places;
    }

    int size() {
        return size;
    }

    /** Slot of the i-th remembered row, oldest first. */
    int slot(int i) {
        return kept[i];
    }

    int label(int slot) {
        return label[slot];
    }

    long identity(int slot) {
        return identity[slot];
    }

    /** Hash of a row's features and label. */
    int hash(int slot) {
        return (int) (SplitMix.mix(identity[slot] + 0x9E3779B97F4A7C15L * (label[slot] + 1)) >>> 32);
    }

    /** Makes room for columns that the stream has not shown before; remembered rows lack them. */
    void widen(boolean[] newCategorical) {
        int old = values.length;
        if (newCategorical.length <= old) {
            return;
        }
        values = Arrays.copyOf(values, newCategorical.length);
        for (int c = old; c < values.length; c++) {
            values[c] = new float[label.length];
            Arrays.fill(values[c], Float.NaN);
        }
        categorical = newCategorical.clone();
    }

    /** Puts the rows of a batch into free slots. */
    int[] enter(Batch batch) {
        int n = batch.rows();
        reserve(n);
        int[] slots = new int[n];
        for (int i = 0; i < n; i++) {
            slots[i] = free[--freeCount];
        }
        for (int c = 0; c < values.length; c++) {
            float[] from = batch.values()[c];
            float[] to = values[c];
            for (int i = 0; i < n; i++) {
                to[slots[i]] = from[i];
            }
        }
        for (int i = 0; i < n; i++) {
            label[slots[i]] = batch.label()[i];
            identity[slots[i]] = batch.identity()[i];
        }
        if (textual) {
            for (int i = 0; i < n; i++) {
                enterTexts(batch, i, slots[i]);
            }
        }
        return slots;
    }

    private void enterTexts(Batch batch, int row, int slot) {
        cutter.clear();
        for (int t = 0; t < batch.texts().length; t++) {
            String text = batch.texts()[t][row];
            if (text != null) {
                cutter.addWords(text, batch.salts()[t]);
            }
        }
        wordsOf[slot] = words.enter(cutter.hashes(), cutter.size());
        cutter.clear();
        for (int t = 0; t < batch.texts().length; t++) {
            String text = batch.texts()[t][row];
            if (text != null) {
                cutter.addGrams(text, batch.salts()[t]);
            }
        }
        gramsOf[slot] = grams.enter(cutter.hashes(), cutter.size());
    }

    private void reserve(int n) {
        if (freeCount >= n) {
            return;
        }
        int old = label.length;
        int length = old + Math.max(n - freeCount, SLACK);
        for (int c = 0; c < values.length; c++) {
            values[c] = Arrays.copyOf(values[c], length);
        }
        label = Arrays.copyOf(label, length);
        identity = Arrays.copyOf(identity, length);
        wordsOf = Arrays.copyOf(wordsOf, length);
        gramsOf = Arrays.copyOf(gramsOf, length);
        wordPlaces = Arrays.copyOf(wordPlaces, length);
        gramPlaces = Arrays.copyOf(gramPlaces, length);
        kept = Arrays.copyOf(kept, length);
        free = Arrays.copyOf(free, length);
        for (int s = length - 1; s >= old; s--) {
            free[freeCount++] = s;
        }
    }

    /** Keeps a row that {@link #enter} put into a slot. */
    void keep(int slot) {
        kept[size++] = slot;
        int l = label[slot];
        if (l >= came.length) {
            came = Arrays.copyOf(came, 2 * l + 16);
        }
        came[l] = ++clock;
        if (textual) {
            words.count(wordsOf(slot), wordPlaces(slot), 1);
            grams.count(gramsOf(slot), gramPlaces(slot), 1);
        }
    }

    /** Lets a row go that {@link #enter} put into a slot. */
    void discard(int slot) {
        if (textual) {
            words.leave(wordsOf(slot));
            grams.leave(gramsOf(slot));
            wordsOf[slot] = null;
            gramsOf[slot] = null;
            wordPlaces[slot] = null;
            gramPlaces[slot] = null;
        }
        free[freeCount++] = slot;
    }

    /**
     * Enforces the quotas if the memory has overflowed.
     *
     * @param labels bound of the labels
     * @param enough rows that a label needs to be told from the others; for these the memory grows up to {@link #most}
     */
    void trim(int labels, int enough) {
        if (size <= capacity + SLACK) {
            return;
        }
        int[] count = new int[labels];
        for (int i = 0; i < size; i++) {
            count[label[kept[i]]]++;
        }
        int quota = quota(count);
        if (quota >= enough) {
            keepQuotas(count, quota, count.clone());
            return;
        }
        long wanted = 0;
        for (int v : count) {
            wanted += Math.min(v, enough);
        }
        int[] allowed = count.clone();
        if (wanted > most()) {
            favour(allowed, enough);
        }
        keepQuotas(count, enough, allowed);
    }

    /** The largest number of rows of each label that the capacity has room for; 0 when there are more labels than places. */
    private int quota(int[] count) {
        int low = 0;
        int high = Arrays.stream(count).max().orElse(0);
        while (low < high) {
            int quota = (low + high + 1) >>> 1;
            long sum = 0;
            for (int v : count) {
                sum += Math.min(v, quota);
            }
            if (sum <= capacity) {
                low = quota;
            } else {
                high = quota - 1;
            }
        }
        return low;
    }

    /** The rows that the memory grows to where labels are many: four times its capacity, but not for that beyond {@link #GROWN}. */
    private int most() {
        return (int) Math.max(capacity, Math.min(4L * capacity, GROWN));
    }

    /**
     * Leaves rows only to as many labels as get enough of them: few rows of each would tell no label from another. Labels that
     * have not come for long go first, then those of fewest rows, then those that the stream showed last.
     */
    private void favour(int[] count, int enough) {
        long old = clock - 2L * most();
        long[] order = new long[count.length];
        for (int l = 0; l < order.length; l++) {
            int worth = count[l] > 0 && came[l] > old ? Math.min(count[l], enough) : 0;
            order[l] = (long) -worth << 32 | l;
        }
        Arrays.sort(order);
        int room = most();
        for (long each : order) {
            int l = (int) each;
            int rows = Math.min(count[l], enough);
            count[l] = rows <= room ? rows : 0;
            room -= count[l];
        }
    }

    /** Keeps the most recent rows of each label, at most the quota and as many as are allowed. */
    private void keepQuotas(int[] count, int quota, int[] allowed) {
        int left = 0;
        for (int i = 0; i < size; i++) {
            int slot = kept[i];
            int l = label[slot];
            if (count[l] > Math.min(quota, allowed[l])) {
                count[l]--;
                forget(slot);
            } else {
                kept[left++] = slot;
            }
        }
        size = left;
    }

    private void forget(int slot) {
        if (textual) {
            words.count(wordsOf(slot), wordPlaces(slot), -1);
            grams.count(gramsOf(slot), gramPlaces(slot), -1);
        }
        discard(slot);
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(capacity);
        State.write(out, categorical, categorical.length);
        int[] labels = new int[size];
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            labels[i] = label[kept[i]];
            out.writeLong(identity[kept[i]]);
        }
        State.write(out, labels, size);
        out.writeLong(clock);
        out.writeInt(came.length);
        for (long each : came) {
            out.writeLong(each);
        }
        for (float[] column : values) {
            float[] packed = new float[size];
            for (int i = 0; i < size; i++) {
                packed[i] = column[kept[i]];
            }
            State.write(out, packed, size);
        }
        if (textual) {
            words.save(out);
            grams.save(out);
            for (int i = 0; i < size; i++) {
                State.write(out, wordsOf(kept[i]), wordsOf(kept[i]).length);
                State.write(out, gramsOf(kept[i]), gramsOf(kept[i]).length);
            }
        }
    }

    void restore(DataInputStream in) throws IOException {
        capacity = in.readInt();
        categorical = State.booleans(in);
        int n = State.length(in);
        size = 0;
        freeCount = 0;
        label = new int[0];
        values = new float[categorical.length][0];
        kept = new int[0];
        reserve(Math.max(1, n));
        long[] identities = new long[n];
        for (int i = 0; i < n; i++) {
            identities[i] = in.readLong();
        }
        int[] labels = State.ints(in);
        for (int i = 0; i < n; i++) {
            kept[i] = free[--freeCount];
            label[kept[i]] = labels[i];
            identity[kept[i]] = identities[i];
        }
        clock = in.readLong();
        came = new long[State.length(in)];
        for (int l = 0; l < came.length; l++) {
            came[l] = in.readLong();
        }
        for (float[] column : values) {
            float[] packed = State.floats(in);
            for (int i = 0; i < n; i++) {
                column[kept[i]] = packed[i];
            }
        }
        if (textual) {
            words.restore(in);
            grams.restore(in);
            for (int i = 0; i < n; i++) {
                wordsOf[kept[i]] = State.ints(in);
                gramsOf[kept[i]] = State.ints(in);
            }
        }
        size = n;
    }
}
