package io.cleandata.column;

import io.cleandata.model.Message;
import io.cleandata.model.Probabilities;
import io.cleandata.model.Window;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way into a window, by column.
 *
 * <p>{@link #build} hands its arrays to the window; {@link #keepLast}, {@link #keepArrivedSince} or {@link #clear} must follow, and gives the pane new ones.
 *
 * <p><b>Threading.</b> Confined to the assembly thread.
 */
public final class ColumnPane {

    private final StreamSchema schema;
    private int capacity;
    private int size;
    private int shown;
    private @Nullable CellStore[] features = new CellStore[16];
    private @Nullable CellStore[] metadata = new CellStore[4];
    private @Nullable CellStore label;
    private float @Nullable [] probabilities;
    private int probabilityStride;
    private Message[] messages;
    private long[] sequences;
    private long[] arrivals;
    private long[] timestamps;
    private long[] arrivedAt;
    private BitSet redelivered = new BitSet();

    /**
     * An empty pane.
     *
     * @param capacity rows to make room for at first; it grows as needed
     */
    public ColumnPane(StreamSchema schema, int capacity) {
        this.schema = schema;
        this.capacity = Math.max(16, capacity);
        this.messages = new Message[this.capacity];
        this.sequences = new long[this.capacity];
        this.arrivals = new long[this.capacity];
        this.timestamps = new long[this.capacity];
        this.arrivedAt = new long[this.capacity];
    }

    private ColumnPane(ColumnPane other) {
        schema = other.schema;
        capacity = other.capacity;
        size = other.size;
        shown = other.shown;
        features = other.features.clone();
        metadata = other.metadata.clone();
        label = other.label;
        probabilities = other.probabilities;
        probabilityStride = other.probabilityStride;
        messages = other.messages;
        sequences = other.sequences;
        arrivals = other.arrivals;
        timestamps = other.timestamps;
        arrivedAt = other.arrivedAt;
        redelivered = other.redelivered;
    }

    /** Rows held. */
    public int size() {
        return size;
    }

    /** Rows held that an earlier window has shown; they come first. */
    public int shown() {
        return shown;
    }

    /** When the oldest row that no window has shown arrived, in the ticker's nanoseconds; {@code Long.MAX_VALUE} without one. */
    public long oldestArrival() {
        return shown < size ? arrivals[shown] : Long.MAX_VALUE;
    }

    /** The number that the row was appended with. */
    public long sequence(int row) {
        return sequences[Objects.checkIndex(row, size)];
    }

    /** The message of a row. */
    public Message message(int row) {
        return messages[Objects.checkIndex(row, size)];
    }

    /**
     * Copies the writer's current row to the end.
     *
     * @param sequence number of the message in delivery order, for acknowledging it later
     * @param arrivalNanos when it arrived, by the ticker
     * @param arrivalMillis when it arrived, by the clock; stands in for a missing event time
     */
    public void append(RowWriter row, long sequence, long arrivalNanos, long arrivalMillis) {
        int at = size;
        if (at == capacity) {
            grow();
        }
        for (int i = 0; i < row.touchedCount; i++) {
            Field field = row.touched[i];
            store(field.index).put(at, field);
        }
        for (int i = 0; i < row.touchedMetadataCount; i++) {
            Field field = row.touchedMetadata[i];
            metadataStore(field.index).put(at, field);
        }
        if (row.hasLabel) {
            if (label == null) {
                label = new CellStore(capacity);
            }
            label.ensure(capacity);
            label.put(at, schema.label);
        }
        if (row.hasProbabilities || probabilities != null) {
            appendProbabilities(at, row);
        }
        messages[at] = row.message;
        sequences[at] = sequence;
        arrivals[at] = arrivalNanos;
        timestamps[at] = row.timestamp;
        arrivedAt[at] = arrivalMillis;
        if (row.redelivered) {
            redelivered.set(at);
        }
        size = at + 1;
    }

    private CellStore store(int index) {
        if (index >= features.length) {
            features = Arrays.copyOf(features, Math.max(index + 1, features.length * 2));
        }
        CellStore store = features[index];
        if (store == null) {
            store = new CellStore(capacity);
            features[index] = store;
        }
        if (store.cells.length < capacity) {
            store.ensure(capacity);
        }
        return store;
    }

    private CellStore metadataStore(int index) {
        if (index >= metadata.length) {
            metadata = Arrays.copyOf(metadata, Math.max(index + 1, metadata.length * 2));
        }
        CellStore store = metadata[index];
        if (store == null) {
            store = new CellStore(capacity);
            metadata[index] = store;
        }
        if (store.cells.length < capacity) {
            store.ensure(capacity);
        }
        return store;
    }

    private void grow() {
        capacity *= 2;
        messages = Arrays.copyOf(messages, capacity);
        sequences = Arrays.copyOf(sequences, capacity);
        arrivals = Arrays.copyOf(arrivals, capacity);
        timestamps = Arrays.copyOf(timestamps, capacity);
        arrivedAt = Arrays.copyOf(arrivedAt, capacity);
    }

    private void appendProbabilities(int at, RowWriter row) {
        int labels = schema.probabilityLabels.size();
        float[] old = probabilities;
        int stride = probabilityStride;
        if (old == null || labels > stride || (at + 1) * stride > old.length) {
            int wider = Math.max(stride, labels);
            float[] larger = new float[Math.multiplyExact(capacity, wider)];
            for (int r = 0; r < at; r++) {
                boolean sent = old != null && stride > 0 && !Float.isNaN(old[r * stride]);
                if (sent && old != null) {
                    System.arraycopy(old, r * stride, larger, r * wider, stride);
                } else {
                    Arrays.fill(larger, r * wider, r * wider + wider, Float.NaN);
                }
            }
            probabilities = larger;
            probabilityStride = wider;
            old = larger;
            stride = wider;
        }
        if (row.hasProbabilities) {
            System.arraycopy(row.probabilities, 0, old, at * stride, Math.min(stride, row.probabilities.length));
        } else {
            Arrays.fill(old, at * stride, at * stride + stride, Float.NaN);
        }
    }

    /** A window of all rows. */
    public Window build(long index, @Nullable String key, boolean partial, Instant closed, long spanFrom, long spanTo) {
        Window.Builder window = Window.builder(size)
                .index(index)
                .key(key)
                .firstNew(shown)
                .partial(partial)
                .closed(closed)
                .span(spanFrom, spanTo)
                .timestamps(timestamps)
                .messages(messages)
                .redelivered(redelivered);
        for (int i = 0; i < schema.features.size(); i++) {
            window.feature(ColumnBuilder.column(schema.features.get(i), store(i), size));
        }
        for (int i = 0; i < schema.metadata.size(); i++) {
            window.metadata(ColumnBuilder.stringColumn(schema.metadata.get(i), metadataStore(i), size));
        }
        if (label != null || schema.label.dictionary.size() > 0) {
            CellStore labels = label == null ? new CellStore(capacity) : label;
            window.label(ColumnBuilder.labelColumn(schema.label, labels, size));
        }
        if (probabilities != null) {
            window.probabilities(probabilitiesOf(probabilities));
        }
        return window.build();
    }

    private Probabilities probabilitiesOf(float[] values) {
        List<String> labels = schema.probabilityLabels.first(probabilityStride);
        return new Probabilities(labels, values);
    }

    /** Forgets all but the last rows, which count as shown from now on. */
    public void keepLast(int count) {
        int kept = Math.min(count, size);
        int[] rows = new int[kept];
        for (int i = 0; i < kept; i++) {
            rows[i] = size - kept + i;
        }
        keep(rows, kept, kept);
    }

    /** Forgets all rows that arrived before the moment; what stays counts as shown. */
    public void keepArrivedSince(long epochMillis) {
        int[] rows = new int[size];
        int kept = 0;
        for (int row = 0; row < size; row++) {
            if (arrivedAt[row] >= epochMillis) {
                rows[kept++] = row;
            }
        }
        keep(rows, kept, kept);
    }

    /** Event time of a row, or its time of arrival when it has none. */
    public long moment(int row) {
        long timestamp = timestamps[Objects.checkIndex(row, size)];
        return timestamp == Window.NO_TIMESTAMP ? arrivedAt[row] : timestamp;
    }

    /** A pane with copies of the rows of event time (or else arrival) within the span. */
    public ColumnPane within(long from, long to) {
        int[] rows = new int[size];
        int count = 0;
        int countShown = 0;
        for (int row = 0; row < size; row++) {
            long moment = moment(row);
            if (moment >= from && moment < to) {
                countShown += row < shown ? 1 : 0;
                rows[count++] = row;
            }
        }
        ColumnPane copy = new ColumnPane(this);
        copy.keep(rows, count, countShown);
        return copy;
    }

    /**
     * Forgets rows of event time (or else arrival) before {@code from}; those from there up to {@code to} count as shown, later ones stay as they are.
     */
    public void keepSpan(long from, long to) {
        int[] rows = new int[size];
        int kept = 0;
        for (int row = 0; row < size; row++) {
            long moment = moment(row);
            if (moment >= from && moment < to) {
                rows[kept++] = row;
            }
        }
        int nowShown = kept;
        for (int row = 0; row < size; row++) {
            if (moment(row) >= to) {
                rows[kept++] = row;
            }
        }
        keep(rows, kept, nowShown);
    }

    /** Forgets all rows. */
    public void clear() {
        keep(new int[0], 0, 0);
    }

    /** Forgets rows of partitions that no window has shown or that are to be shown again. */
    public void remove(Set<String> partitions) {
        int[] rows = new int[size];
        int kept = 0;
        int keptShown = 0;
        for (int row = 0; row < size; row++) {
            if (!partitions.contains(messages[row].partition())) {
                keptShown += row < shown ? 1 : 0;
                rows[kept++] = row;
            }
        }
        if (kept < size) {
            keep(rows, kept, keptShown);
        }
    }

    private void keep(int[] rows, int count, int nowShown) {
        int room = Math.max(16, Math.max(count, Math.min(capacity, Integer.highestOneBit(Math.max(1, size - 1)) * 2)));
        for (int i = 0; i < features.length; i++) {
            CellStore store = features[i];
            features[i] = store == null || count == 0
                    ? null
                    : store.copy(rows, count, room, schema.features.get(i).dimension);
        }
        for (int i = 0; i < metadata.length; i++) {
            CellStore store = metadata[i];
            metadata[i] = store == null || count == 0 ? null : store.copy(rows, count, room, 0);
        }
        label = label == null || count == 0 ? null : label.copy(rows, count, room, 0);
        Message[] oldMessages = messages;
        long[] oldSequences = sequences;
        long[] oldArrivals = arrivals;
        long[] oldTimestamps = timestamps;
        long[] oldMoments = arrivedAt;
        float[] oldProbabilities = probabilities;
        BitSet oldRedelivered = redelivered;
        capacity = room;
        messages = new Message[room];
        sequences = new long[room];
        arrivals = new long[room];
        timestamps = new long[room];
        arrivedAt = new long[room];
        redelivered = new BitSet();
        int stride = probabilityStride;
        probabilities = oldProbabilities == null || count == 0 ? null : new float[room * stride];
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            messages[i] = oldMessages[row];
            sequences[i] = oldSequences[row];
            arrivals[i] = oldArrivals[row];
            timestamps[i] = oldTimestamps[row];
            arrivedAt[i] = oldMoments[row];
            if (oldRedelivered.get(row)) {
                redelivered.set(i);
            }
            if (probabilities != null && oldProbabilities != null) {
                System.arraycopy(oldProbabilities, row * stride, probabilities, i * stride, stride);
            }
        }
        size = count;
        shown = nowShown;
    }
}
