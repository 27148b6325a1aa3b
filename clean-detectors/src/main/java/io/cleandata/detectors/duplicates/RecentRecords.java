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

    private final int capacity;
    private final ArrayDeque<Recent> records = new ArrayDeque<>();
    private List<String> names = List.of();
    private long added;

    RecentRecords(int capacity) {
        this.capacity = capacity;
    }

    /**
     * One remembered sample.
     *
     * @param texts by field, clipped; null where there is none or a number
     * @param numbers by field, NaN where there is none or a text
     * @param place its number among the stream's distinct samples
     */
    record Recent(@Nullable String key, @Nullable String[] texts, double[] numbers, long place) {

        /** The field as a text. */
        @Nullable
        String text(int field) {
            return Double.isNaN(numbers[field]) ? texts[field] : NumericColumn.format(numbers[field]);
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

    /** Adds a row, its columns in the order of the names last asked for; forgets the oldest when full. */
    void add(@Nullable String key, List<? extends Column> columns, int row) {
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
            String text = Double.isNaN(numbers[f]) ? column.text(row) : null;
            texts[f] = text != null && text.length() > 2 * TextFolder.LONGEST
                    ? text.substring(0, 2 * TextFolder.LONGEST)
                    : text;
        }
        records.add(new Recent(key, texts, numbers, added++));
    }

    /** How many were added before the sample of this number was the latest. */
    long added() {
        return added;
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
