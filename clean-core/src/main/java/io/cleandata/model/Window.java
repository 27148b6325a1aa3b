package io.cleandata.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable batch of samples, stored by column: the unit of analysis.
 *
 * <p>Rows are in the order of arrival. Rows before {@link #firstNew()} were already shown by an earlier window of the same key. May be
 * read by any number of threads.
 */
public final class Window {

    /** The timestamp of a sample that has none. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    private final long index;
    private final @Nullable String key;
    private final int size;
    private final int firstNew;
    private final boolean partial;
    private final List<Column> features;
    private final Map<String, Column> byName;
    private final @Nullable StringColumn label;
    private final List<StringColumn> metadata;
    private final long[] timestamps;
    private final @Nullable Probabilities probabilities;
    private final Message[] messages;
    private final BitSet redelivered;
    private final Instant closed;
    private final long spanFrom;
    private final long spanTo;

    private Window(Builder b) {
        index = b.index;
        key = b.key;
        size = b.size;
        firstNew = b.firstNew;
        partial = b.partial;
        features = List.copyOf(b.features);
        byName = new HashMap<>();
        for (Column column : features) {
            if (column.size() != size) {
                throw new IllegalArgumentException(
                        "column " + column.name() + " has " + column.size() + " rows, the window " + size);
            }
            byName.put(column.name(), column);
        }
        label = b.label;
        metadata = List.copyOf(b.metadata);
        timestamps = b.timestamps;
        probabilities = b.probabilities;
        messages = b.messages;
        redelivered = b.redelivered;
        closed = b.closed;
        spanFrom = b.spanFrom;
        spanTo = b.spanTo;
    }

    /** Starts a window of so many rows. */
    public static Builder builder(int size) {
        return new Builder(size);
    }

    /** Number of the window in its pipeline, from 0, in the order of closing. */
    public long index() {
        return index;
    }

    /** The key that all its samples share, in a keyed stream. */
    public @Nullable String key() {
        return key;
    }

    /** How many rows it has. */
    public int size() {
        return size;
    }

    /** The first row that no earlier window has shown. */
    public int firstNew() {
        return firstNew;
    }

    /** How many rows no earlier window has shown. */
    public int newRows() {
        return size - firstNew;
    }

    /** Whether it was closed before its rule was met, by a timeout or at the end of the stream. */
    public boolean partial() {
        return partial;
    }

    /** Its features, in the order in which the stream first showed them. */
    public List<Column> features() {
        return features;
    }

    /** The feature of a name, or null. */
    public @Nullable Column feature(String name) {
        return byName.get(name);
    }

    /** The labels, or null when the stream has shown none. */
    public @Nullable StringColumn label() {
        return label;
    }

    /** Metadata fields. */
    public List<StringColumn> metadata() {
        return metadata;
    }

    /** The metadata field of a name, or null. */
    public @Nullable StringColumn metadata(String name) {
        for (StringColumn column : metadata) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        return null;
    }

    /** Event times in milliseconds since the epoch, {@link #NO_TIMESTAMP} where there is none. May be longer than the window; not to be changed. */
    public long[] timestamps() {
        return timestamps;
    }

    /** Probabilities sent by the user's model, or null when no row has any. */
    public @Nullable Probabilities probabilities() {
        return probabilities;
    }

    /** The message that the row was parsed from. */
    public Message message(int row) {
        return messages[Objects.checkIndex(row, size)];
    }

    /** Whether an earlier run has analysed the row before. */
    public boolean redelivered(int row) {
        return redelivered.get(row);
    }

    /** How many of the new rows an earlier run has analysed before. */
    public int redeliveredRows() {
        int count = 0;
        for (int row = redelivered.nextSetBit(firstNew);
                row >= 0 && row < size;
                row = redelivered.nextSetBit(row + 1)) {
            count++;
        }
        return count;
    }

    /** Whether the row is to enter a detector's memory: new and not redelivered. */
    public boolean learnable(int row) {
        return row >= firstNew && !redelivered.get(row);
    }

    /** When it was closed. */
    public Instant closed() {
        return closed;
    }

    /** Begin of the event time that it stands for, in milliseconds since the epoch, or {@link #NO_TIMESTAMP} when its rule is not one of time. */
    public long spanFrom() {
        return spanFrom;
    }

    /** End (exclusive) of the event time that it stands for, or {@link #NO_TIMESTAMP}. */
    public long spanTo() {
        return spanTo;
    }

    /** One row as a sample, made anew at each call. */
    public Sample sample(int row) {
        Objects.checkIndex(row, size);
        Sample.Builder sample = Sample.builder();
        for (Column column : features) {
            CellState state = column.state(row);
            if (state == CellState.ABSENT) {
                continue;
            }
            if (state == CellState.PRESENT && column instanceof NumericColumn numbers) {
                double v = numbers.value(row);
                sample.feature(column.name(), column.kind() == ColumnKind.BOOLEAN ? (Object) (v != 0) : (Object) v);
            } else if (state == CellState.PRESENT && column instanceof EmbeddingColumn vectors) {
                int d = vectors.dimension();
                sample.feature(column.name(), java.util.Arrays.copyOfRange(vectors.vectors(), row * d, row * d + d));
            } else {
                sample.feature(column.name(), column.text(row));
            }
        }
        if (label != null) {
            sample.label(label.text(row));
        }
        if (timestamps[row] != NO_TIMESTAMP) {
            sample.timestamp(Instant.ofEpochMilli(timestamps[row]));
        }
        for (StringColumn column : metadata) {
            String value = column.text(row);
            if (value != null) {
                sample.metadata(column.name(), value);
            }
        }
        if (probabilities != null) {
            for (int k = 0; k < probabilities.labels().size(); k++) {
                float p = probabilities.value(row, k);
                if (!Float.isNaN(p)) {
                    sample.probability(probabilities.labels().get(k), p);
                }
            }
        }
        return sample.build();
    }

    @Override
    public String toString() {
        return "Window{" + index + (key == null ? "" : ", key=" + key) + ", size=" + size + ", new=" + newRows() + "}";
    }

    /** Collects the parts of a window. Arrays are not copied. */
    public static final class Builder {
        private final int size;
        private final List<Column> features = new ArrayList<>();
        private final List<StringColumn> metadata = new ArrayList<>();
        private long index;
        private @Nullable String key;
        private int firstNew;
        private boolean partial;
        private @Nullable StringColumn label;
        private long[] timestamps;
        private @Nullable Probabilities probabilities;
        private Message[] messages;
        private BitSet redelivered = new BitSet();
        private Instant closed = Instant.EPOCH;
        private long spanFrom = NO_TIMESTAMP;
        private long spanTo = NO_TIMESTAMP;

        private Builder(int size) {
            this.size = size;
            this.timestamps = new long[0];
            this.messages = new Message[0];
        }

        /** Sets the number of the window. */
        public Builder index(long index) {
            this.index = index;
            return this;
        }

        /** Sets the key. */
        public Builder key(@Nullable String key) {
            this.key = key;
            return this;
        }

        /** Sets the first new row. */
        public Builder firstNew(int row) {
            this.firstNew = Objects.checkIndex(row, size + 1);
            return this;
        }

        /** Sets whether it was closed early. */
        public Builder partial(boolean partial) {
            this.partial = partial;
            return this;
        }

        /** Adds a feature. */
        public Builder feature(Column column) {
            features.add(column);
            return this;
        }

        /** Sets the labels. */
        public Builder label(@Nullable StringColumn label) {
            this.label = label;
            return this;
        }

        /** Adds a metadata field. */
        public Builder metadata(StringColumn column) {
            metadata.add(column);
            return this;
        }

        /** Sets event times. */
        public Builder timestamps(long[] epochMillis) {
            this.timestamps = epochMillis;
            return this;
        }

        /** Sets probabilities. */
        public Builder probabilities(@Nullable Probabilities probabilities) {
            this.probabilities = probabilities;
            return this;
        }

        /** Sets the messages, one for each row. */
        public Builder messages(Message[] messages) {
            this.messages = messages;
            return this;
        }

        /** Sets which rows were analysed before. */
        public Builder redelivered(BitSet rows) {
            this.redelivered = rows;
            return this;
        }

        /** Sets the time of closing. */
        public Builder closed(Instant closed) {
            this.closed = closed;
            return this;
        }

        /** Sets the span of event time that it stands for. */
        public Builder span(long fromMillis, long toMillis) {
            this.spanFrom = fromMillis;
            this.spanTo = toMillis;
            return this;
        }

        /** The window. Without timestamps or messages given, rows have none, and stand at positions 1 to size of partition "". */
        public Window build() {
            if (timestamps.length < size) {
                long[] none = new long[size];
                java.util.Arrays.fill(none, NO_TIMESTAMP);
                timestamps = none;
            }
            if (messages.length < size) {
                messages = new Message[size];
                for (int i = 0; i < size; i++) {
                    messages[i] = Message.builder("").position(i + 1L, 0, 0).build();
                }
            }
            return new Window(this);
        }
    }
}
