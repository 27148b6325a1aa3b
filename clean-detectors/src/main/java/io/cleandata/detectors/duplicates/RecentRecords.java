package io.cleandata.detectors.duplicates;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.NumericColumn;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of the last distinct samples of earlier windows, oldest first; numbers as such, for writing and reading them costs more than comparing. */
final class RecentRecords {

    private static final int MOST_FIELDS = 10_000;

    /** From here on a number is not what its text says. */
    private static final double EXACT = 9007199254740992.0;

    private final int capacity;
    private final ArrayDeque<Recent> records = new ArrayDeque<>();
    private List<String> names = List.of();
    private long added;

    RecentRecords(int capacity) {
        this.capacity = capacity;
    }

    /** One remembered sample. */
    static final class Recent {
        private final @Nullable String key;
        private final @Nullable String[] texts;
        private final double[] numbers;
        private final long place;
        private @Nullable ReadRecord read;

        private Recent(@Nullable String key, @Nullable String[] texts, double[] numbers, long place) {
            this.key = key;
            this.texts = texts;
            this.numbers = numbers;
            this.place = place;
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
    void add(@Nullable String key, List<? extends Column> columns, int row, ReadRecord read) {
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
            String text = Math.abs(numbers[f]) < EXACT ? null : column.text(row);
            texts[f] = text != null && text.length() > TextFolder.MOST_SEEN
                    ? text.substring(0, TextFolder.MOST_SEEN)
                    : text;
        }
        Recent recent = new Recent(key, texts, numbers, added++);
        recent.read(read);
        records.add(recent);
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
            records.add(new Recent(recent.key, texts, numbers, recent.place));
        }
        names = List.copyOf(wanted);
    }

    /** Forgets all. */
    void clear() {
        records.clear();
        names = List.of();
        added = 0;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeLong(added);
        out.writeInt(names.size());
        for (String name : names) {
            out.writeUTF(name);
        }
        out.writeInt(records.size());
        for (Recent recent : records) {
            write(out, recent.key);
            out.writeLong(recent.place);
            for (int f = 0; f < names.size(); f++) {
                write(out, recent.texts[f]);
                out.writeDouble(recent.numbers[f]);
            }
        }
    }

    void restore(DataInputStream in) throws IOException {
        clear();
        long count = in.readLong();
        int fields = in.readInt();
        if (fields < 0 || fields > MOST_FIELDS) {
            throw new IOException("damaged state: " + fields + " fields");
        }
        List<String> read = new ArrayList<>();
        for (int f = 0; f < fields; f++) {
            read.add(in.readUTF());
        }
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            String key = read(in);
            long place = in.readLong();
            @Nullable String[] texts = new String[fields];
            double[] numbers = new double[fields];
            for (int f = 0; f < fields; f++) {
                texts[f] = read(in);
                numbers[f] = in.readDouble();
            }
            if (capacity > 0) {
                if (records.size() == capacity) {
                    records.poll();
                }
                records.add(new Recent(key, texts, numbers, place));
            }
        }
        names = List.copyOf(read);
        added = count;
    }

    private static void write(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static @Nullable String read(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }
}
