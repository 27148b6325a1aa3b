package io.cleandata.detectors.labels;

import io.cleandata.model.Column;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How one feature of the stream becomes columns of the model. */
final class EncodedField {

    enum Type {
        NUMBER,
        CATEGORY,
        VECTOR,
        TEXT
    }

    final String name;
    final Type type;
    /** First column of the model; unused for text. */
    final int at;
    /** Number of columns. */
    final int width;

    private final StringIds ids = new StringIds();
    private boolean placed;
    private double origin;
    private double scale = 1;

    EncodedField(String name, Type type, int at, int width) {
        this.name = name;
        this.type = type;
        this.at = at;
        this.width = width;
    }

    static Type typeOf(Column column) {
        if (column instanceof EmbeddingColumn) {
            return Type.VECTOR;
        }
        if (column instanceof StringColumn strings) {
            return strings.categorical() ? Type.CATEGORY : Type.TEXT;
        }
        return Type.NUMBER;
    }

    /** Writes the rows' values, NaN where missing. */
    void write(Column column, int[] rows, float[][] values) {
        if (column instanceof NumericColumn numbers) {
            writeNumbers(numbers.values(), rows, values[at]);
        } else if (column instanceof StringColumn strings) {
            for (int i = 0; i < rows.length; i++) {
                int id = ids.id(strings, rows[i]);
                values[at][i] = id >= 0 ? id : column.missing(rows[i]) ? Float.NaN : -1;
            }
        } else if (column instanceof EmbeddingColumn vectors) {
            for (int i = 0; i < rows.length; i++) {
                boolean missing = column.missing(rows[i]);
                for (int j = 0; j < width; j++) {
                    values[at + j][i] = missing ? Float.NaN : vectors.vectors()[rows[i] * vectors.dimension() + j];
                }
            }
        }
    }

    /** Numbers are kept in single precision about the first values seen, so that large numbers that differ little stay apart. */
    private void writeNumbers(double[] numbers, int[] rows, float[] out) {
        if (!placed) {
            place(numbers, rows);
        }
        for (int i = 0; i < rows.length; i++) {
            double v = numbers[rows[i]];
            out[i] = Double.isFinite(v) ? (float) Math.max(-1e30, Math.min(1e30, (v - origin) * scale)) : Float.NaN;
        }
    }

    private void place(double[] numbers, int[] rows) {
        double[] present = new double[rows.length];
        int n = 0;
        for (int row : rows) {
            if (Double.isFinite(numbers[row])) {
                present[n++] = numbers[row];
            }
        }
        if (n == 0) {
            return;
        }
        Arrays.sort(present, 0, n);
        origin = present[n / 2];
        double reach = Math.max(present[n - 1] - origin, origin - present[0]);
        int exponent =
                reach > 0 && Double.isFinite(reach) ? Math.max(-1000, Math.min(1000, Math.getExponent(reach))) : 0;
        scale = Math.scalb(1.0, -exponent);
        placed = true;
    }

    /** Hash of what the row holds; 0 where it holds nothing. */
    static long hash(Column column, int row) {
        long seed = column.name().hashCode() * 0x9E3779B97F4A7C15L;
        if (column instanceof NumericColumn numbers && !column.missing(row)) {
            return SplitMix.mix(seed ^ Double.doubleToLongBits(numbers.value(row) + 0.0));
        }
        if (column instanceof EmbeddingColumn vectors && !column.missing(row)) {
            long h = seed;
            for (int j = 0; j < vectors.dimension(); j++) {
                h = SplitMix.mix(h + Float.floatToIntBits(vectors.vectors()[row * vectors.dimension() + j]));
            }
            return h;
        }
        return hash(column.text(row), seed);
    }

    private static long hash(@Nullable String text, long seed) {
        if (text == null) {
            return 0;
        }
        long h = seed + text.length();
        for (int i = 0; i < text.length(); i++) {
            h = (h + text.charAt(i)) * 0x100000001B3L;
            h ^= h >>> 29;
        }
        return SplitMix.mix(h);
    }

    void save(DataOutputStream out) throws IOException {
        State.write(out, name);
        out.writeInt(type.ordinal());
        out.writeInt(at);
        out.writeInt(width);
        out.writeBoolean(placed);
        out.writeDouble(origin);
        out.writeDouble(scale);
        ids.save(out);
    }

    static EncodedField read(DataInputStream in) throws IOException {
        String name = State.string(in);
        int type = in.readInt();
        if (type < 0 || type >= Type.values().length) {
            throw new IOException("the state of labels is damaged: a field of type " + type);
        }
        var field = new EncodedField(name, Type.values()[type], in.readInt(), in.readInt());
        field.placed = in.readBoolean();
        field.origin = in.readDouble();
        field.scale = in.readDouble();
        field.ids.restore(in);
        return field;
    }
}
