package io.cleandata.detectors.duplicates;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of the last distinct samples of earlier windows, oldest first; numbers as such, for writing and reading them costs more than comparing. */
final class RecentRecords {

    private static final int MOST_FIELDS = 10_000;

    /** Of what an earlier version has saved. */
    private static final long NO_POSITION = Long.MIN_VALUE;

    /** From here on a number is not what its text says. */
    private static final double EXACT = 9007199254740992.0;

    private final int capacity;
    private final ArrayDeque<Recent> records = new ArrayDeque<>();
    private List<String> names = List.of();
    private final Ages ages;
    private long added;

    /** @param maxAge in event time, after which samples are forgotten; zero for no bound */
    RecentRecords(int capacity, Duration maxAge) {
        this.capacity = capacity;
        ages = new Ages(maxAge);
    }

    /** Forgets what is too old at the time of a window. */
    void forget(long time) {
        long old = ages.forgotten(time);
        while (!records.isEmpty() && records.element().place < old) {
            records.remove();
        }
    }

    /** Takes note of the time of the window that has been added. */
    void note(long time) {
        ages.note(time, first(), added);
    }

    private long first() {
        return records.isEmpty() ? added : records.element().place;
    }

    /** One remembered sample. */
    static final class Recent {
        private final @Nullable String key;
        private final @Nullable String[] texts;
        private final double[] numbers;
        private final long place;
        private final long position;
        private @Nullable ReadRecord read;

        private Recent(@Nullable String key, @Nullable String[] texts, double[] numbers, long place, long position) {
            this.key = key;
            this.texts = texts;
            this.numbers = numbers;
            this.place = place;
            this.position = position;
        }

        /** The field as a text, clipped. */
        @Nullable
        String text(int field) {
            return Double.isNaN(numbers[field]) || texts[field] != null
                    ? texts[field]
                    : NumericColumn.format(numbers[field]);
        }

        /** The field as a number, NaN where there is none or a text. */
        double number(int field) {
            return numbers[field];
        }

        /** Text of a field that is no number, clipped; null where there is none. */
        @Nullable
        String misfit(int field) {
            return texts[field];
        }

        /** Its number among the stream's distinct samples. */
        long place() {
            return place;
        }

        /** What is to be said of it to a row that repeats it; null where its position is not known. */
        @Nullable
        EarlierSample against(List<? extends Column> columns, int row) {
            if (position == NO_POSITION) {
                return null;
            }
            Reasons.Differences differences = new Reasons.Differences();
            for (int f = 0; f < columns.size(); f++) {
                String before = text(f);
                String now = columns.get(f).text(row);
                if (!Objects.equals(before, clip(now))) {
                    differences.add(columns.get(f).name(), before, now);
                }
            }
            return new EarlierSample(position, differences.toString());
        }

        /** What was read of it, if this is known. */
        @Nullable
        ReadRecord read() {
            return read;
        }

        void read(@Nullable ReadRecord read) {
            this.read = read;
        }
    }

    /** The samples of a key, with their fields in the order of the names. */
    List<Recent> of(@Nullable String key, List<String> wanted) {
        if (!names.equals(wanted)) {
            realign(wanted);
        }
        List<Recent> found = new ArrayList<>(records.size());
        for (Recent recent : records) {
            if (Objects.equals(recent.key, key)) {
                found.add(recent);
            }
        }
        return found;
    }

    /** Takes note of a sample that so many follow; whether it must be added, for it will not be forgotten at once. */
    boolean keeps(int following) {
        if (following < capacity) {
            return true;
        }
        added++;
        return false;
    }

    /** Adds a row and what was read of it, its columns in the order of the names last asked for; forgets the oldest when full. */
    void add(Window window, List<? extends Column> columns, int row, ReadRecord read) {
        if (capacity == 0) {
            return;
        }
        if (records.size() == capacity) {
            records.poll();
        }
        @Nullable String[] texts = new String[columns.size()];
        double[] numbers = new double[columns.size()];
        for (int f = 0; f < texts.length; f++) {
            Column column = columns.get(f);
            numbers[f] = column instanceof NumericColumn values && column.kind() == ColumnKind.NUMERIC
                    ? values.value(row)
                    : Double.NaN;
            texts[f] = Math.abs(numbers[f]) < EXACT ? null : clip(column.text(row));
        }
        long position = window.message(row).positionFirst();
        Recent recent = new Recent(window.key(), texts, numbers, added++, position);
        recent.read(read);
        records.add(recent);
    }

    private static @Nullable String clip(@Nullable String text) {
        return text != null && text.length() > TextFolder.MOST_SEEN ? text.substring(0, TextFolder.MOST_SEEN) : text;
    }

    /** How many were added before the sample of this number was the latest. */
    long added() {
        return added;
    }

    /** Forgets how the records were read: their fields are read in another way now. */
    void forgetReading() {
        records.forEach(recent -> recent.read(null));
    }

    private void realign(List<String> wanted) {
        int[] from = new int[wanted.size()];
        for (int f = 0; f < from.length; f++) {
            from[f] = names.indexOf(wanted.get(f));
        }
        int size = records.size();
        for (int i = 0; i < size; i++) {
            Recent recent = records.remove();
            @Nullable String[] texts = new String[from.length];
            double[] numbers = new double[from.length];
            for (int f = 0; f < from.length; f++) {
                texts[f] = from[f] < 0 ? null : recent.texts[from[f]];
                numbers[f] = from[f] < 0 ? Double.NaN : recent.numbers[from[f]];
            }
            records.add(new Recent(recent.key, texts, numbers, recent.place, recent.position));
        }
        names = List.copyOf(wanted);
    }

    /** Forgets all. */
    void clear() {
        records.clear();
        names = List.of();
        added = 0;
        ages.clear();
    }

    void save(DataOutputStream out) throws IOException {
        out.writeLong(added);
        Saved.names(out, names);
        out.writeInt(records.size());
        for (Recent recent : records) {
            Saved.text(out, recent.key);
            out.writeLong(recent.place);
            out.writeLong(recent.position);
            for (int f = 0; f < names.size(); f++) {
                Saved.text(out, recent.texts[f]);
                out.writeDouble(recent.numbers[f]);
            }
        }
        ages.save(out, first(), 0);
    }

    /** @param complete whether positions and times were saved */
    void restore(DataInputStream in, boolean complete) throws IOException {
        clear();
        long count = in.readLong();
        List<String> read = Saved.names(in, MOST_FIELDS);
        int fields = read.size();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            String key = Saved.text(in);
            long place = in.readLong();
            long position = complete ? in.readLong() : NO_POSITION;
            @Nullable String[] texts = new String[fields];
            double[] numbers = new double[fields];
            for (int f = 0; f < fields; f++) {
                texts[f] = Saved.text(in);
                numbers[f] = in.readDouble();
            }
            if (capacity > 0) {
                if (records.size() == capacity) {
                    records.poll();
                }
                records.add(new Recent(key, texts, numbers, place, position));
            }
        }
        names = List.copyOf(read);
        added = count;
        if (complete) {
            ages.restore(in);
        }
    }
}
