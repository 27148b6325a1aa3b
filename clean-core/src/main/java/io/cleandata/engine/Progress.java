package io.cleandata.engine;

import io.cleandata.model.Message;
import io.cleandata.model.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a pipeline has come: of each partition the position up to which everything is finished, runs of positions behind it that are analysed but must wait for
 * others, the number of the next window and the alert policy's memory. Confined to the finisher.
 */
final class Progress {

    /** Consecutive messages of one partition that a window has shown. */
    record Run(String partition, Position from, Position to, long lastSequence) {}

    private final Map<String, Position> finished = new LinkedHashMap<>();
    private final ArrayDeque<Run> runs = new ArrayDeque<>();
    private final Map<String, String> names = new HashMap<>();
    private long nextWindow;
    private byte @Nullable [] policy;
    private final List<byte[]> policyChanges = new ArrayList<>();
    private boolean policyChanged;

    Map<String, Position> finished() {
        return finished;
    }

    Iterable<Run> runs() {
        return runs;
    }

    long nextWindow() {
        return nextWindow;
    }

    byte @Nullable [] policy() {
        return policy;
    }

    /** What changed in the policy's memory since, in order. */
    List<byte[]> policyChanges() {
        return policyChanges;
    }

    /** Takes note of finished messages; answers with the partitions that moved. */
    Map<String, Position> finish(List<Message> messages) {
        Map<String, Position> moved = new LinkedHashMap<>();
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            // messages of a partition come in a row most often: only the last of a row needs a position
            if (i + 1 == messages.size() || !messages.get(i + 1).partition().equals(message.partition())) {
                moved.merge(message.partition(), message.position(), Progress::later);
            }
        }
        moved.forEach((partition, position) -> finished.merge(partition, position, Progress::later));
        return moved;
    }

    private static Position later(Position a, Position b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** What a window has shown for the first time and is not finished yet. */
    List<Run> show(WindowTask task, long head) {
        nextWindow = Math.max(nextWindow, task.window().index() + 1);
        while (!runs.isEmpty() && runs.peek().lastSequence() < head) {
            runs.remove();
        }
        List<Run> shown = new ArrayList<>();
        int size = task.window().size();
        int row = task.window().firstNew();
        while (row < size) {
            if (task.sequence(row) < head) {
                row++;
                continue;
            }
            Message first = task.window().message(row);
            int last = row;
            while (last + 1 < size
                    && task.sequence(last + 1) == task.sequence(last) + 1
                    && task.window().message(last + 1).partition().equals(first.partition())) {
                last++;
            }
            shown.add(new Run(
                    first.partition(),
                    first.position(),
                    task.window().message(last).position(),
                    task.sequence(last)));
            row = last + 1;
        }
        runs.addAll(shown);
        return shown;
    }

    /** Takes the policy's memory; whether it differs from what it was. */
    boolean policy(byte @Nullable [] memory) {
        if (memory == null || (!policyChanged && java.util.Arrays.equals(memory, policy))) {
            return false;
        }
        policy = memory;
        policyChanges.clear();
        policyChanged = false;
        return true;
    }

    /** The policy's memory is not what it was, as a record says. */
    void policyChanged() {
        policyChanged = true;
    }

    // ---------------------------------------------------------------- as records

    /** All of it. */
    List<byte[]> whole() {
        List<byte[]> records = new ArrayList<>();
        records.add(record(finished, new ArrayList<>(runs), policy, null));
        for (byte[] changes : policyChanges) {
            records.add(record(Map.of(), List.of(), null, changes));
        }
        return records;
    }

    /**
     * What changed.
     *
     * @param newPolicy the policy's memory, if it is to be taken for what it was
     * @param changes in the policy's memory, on top of what it was
     */
    byte[] record(
            Map<String, Position> moved, List<Run> shown, byte @Nullable [] newPolicy, byte @Nullable [] changes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(nextWindow);
            out.writeInt(moved.size());
            for (Map.Entry<String, Position> entry : moved.entrySet()) {
                write(out, entry.getKey());
                write(out, entry.getValue());
            }
            out.writeInt(shown.size());
            for (Run run : shown) {
                write(out, run.partition());
                write(out, run.from());
                write(out, run.to());
            }
            write(out, newPolicy);
            write(out, changes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Repeats what a record says. */
    void apply(byte[] record) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(record));
        nextWindow = Math.max(nextWindow, in.readLong());
        int moved = in.readInt();
        for (int i = 0; i < moved; i++) {
            finished.merge(name(readText(in)), readPosition(in), Progress::later);
        }
        int shown = in.readInt();
        for (int i = 0; i < shown; i++) {
            // of an earlier run: forgotten as soon as this run has acknowledged beyond it, see forgetPassed
            runs.add(new Run(name(readText(in)), readPosition(in), readPosition(in), Long.MAX_VALUE));
        }
        byte[] newPolicy = readBytes(in);
        if (newPolicy != null) {
            policy(newPolicy);
        }
        byte[] changes = in.available() == 0 ? null : readBytes(in); // earlier versions wrote none
        if (changes != null) {
            policyChanges.add(changes);
            policyChanged = true;
        }
    }

    /** One string for each partition, however many records name it. */
    private String name(String partition) {
        String known = names.putIfAbsent(partition, partition);
        return known == null ? partition : known;
    }

    /** Forgets runs that lie before the finished position of their partition. */
    void forgetPassed() {
        for (Iterator<Run> i = runs.iterator(); i.hasNext(); ) {
            Run run = i.next();
            Position done = finished.get(run.partition());
            if (done != null && run.to().compareTo(done) <= 0) {
                i.remove();
            }
        }
    }

    private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : in.readNBytes(length);
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void write(DataOutputStream out, Position position) throws IOException {
        out.writeLong(position.first());
        out.writeLong(position.second());
        out.writeLong(position.third());
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static Position readPosition(DataInputStream in) throws IOException {
        return new Position(in.readLong(), in.readLong(), in.readLong());
    }
}
