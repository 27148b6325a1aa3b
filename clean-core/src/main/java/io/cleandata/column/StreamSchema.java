package io.cleandata.column;

import io.cleandata.model.ColumnKind;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stream has shown of its fields: names, kinds, categories. Shared by the row writer and all panes of one pipeline, so that kinds
 * and codes are the same in all windows.
 *
 * <p><b>Threading.</b> Confined to the assembly thread.
 */
public final class StreamSchema {

    private static final int VERSION = 1;

    /** A cell's type with a code or reference, and what a number takes beyond these, or alone as a single-precision one. */
    private static final int CELL = 5;

    private static final int NUMBER = 4;

    final ColumnLimits limits;
    final FieldSet features;
    final FieldSet metadata;
    final Field label;
    final LabelSet probabilityLabels;

    /**
     * @param declared kinds of features that are not to be inferred
     */
    public StreamSchema(ColumnLimits limits, Map<String, ColumnKind> declared) {
        this.limits = limits;
        this.probabilityLabels = new LabelSet(limits.maxFeatures());
        this.features = new FieldSet(limits, Map.copyOf(declared));
        this.metadata = new FieldSet(limits, Map.of());
        this.label = new Field("label", -1, 100_000, null);
    }

    /** A schema with the usual limits that infers everything. */
    public StreamSchema() {
        this(ColumnLimits.DEFAULT, Map.of());
    }

    /** Bytes that a row takes in a window at least, whatever of it a message fills: windows hold their columns in full. */
    public long rowBytes() {
        long bytes = 0;
        for (int i = 0; i < features.size(); i++) {
            Field field = features.get(i);
            bytes += CELL + NUMBER * (long) field.dimension;
            bytes += field.kind == null || field.kind == ColumnKind.NUMERIC ? NUMBER : 0;
        }
        return bytes + (long) CELL * metadata.size() + (long) NUMBER * probabilityLabels.size();
    }

    /** Writes fields, kinds and dictionaries. */
    public void save(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(VERSION);
        save(features, out);
        save(metadata, out);
        save(label, out);
        out.writeInt(probabilityLabels.size());
        for (String name : probabilityLabels.first(probabilityLabels.size())) {
            writeText(out, name);
        }
        out.flush();
    }

    /** Takes over what {@link #save} wrote; only into a schema that has seen nothing. */
    public void restore(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("schema state has version " + version + ", this build reads " + VERSION);
        }
        restore(features, in);
        restore(metadata, in);
        restore(label, in);
        int labels = in.readInt();
        for (int i = 0; i < labels; i++) {
            probabilityLabels.of(readText(in));
        }
    }

    private void save(FieldSet fields, DataOutputStream out) throws IOException {
        out.writeInt(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            writeText(out, fields.get(i).name);
            save(fields.get(i), out);
        }
    }

    private void save(Field field, DataOutputStream out) throws IOException {
        ColumnKind kind = field.kind;
        out.writeByte(kind == null ? -1 : kind.ordinal());
        out.writeInt(field.dimension);
        out.writeLong(field.stringsSeen);
        if (kind == ColumnKind.TEXT && field != label) {
            out.writeInt(0); // texts have no codes; those seen before that was known are needed by open windows only
        } else {
            field.dictionary.save(out);
        }
    }

    private static void restore(FieldSet fields, DataInputStream in) throws IOException {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            Field field = fields.of(readText(in));
            if (field == null) {
                throw new IOException("state has " + count + " fields, more than the limit");
            }
            restore(field, in);
        }
    }

    private static void restore(Field field, DataInputStream in) throws IOException {
        int kind = in.readByte();
        @Nullable ColumnKind declared = field.kind;
        field.kind = declared != null || kind < 0 ? declared : ColumnKind.values()[kind];
        int dimension = in.readInt();
        field.dimension = field.kind == ColumnKind.EMBEDDING ? dimension : 0;
        field.stringsSeen = in.readLong();
        field.dictionary.restore(in);
    }

    static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > 64_000_000) {
            throw new IOException("text of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("state ends within a text");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
