package io.cleandata.testkit;

import io.cleandata.model.CellState;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns from plain values, for tests. Codes of categories are stable only within one column; {@link TestStream} keeps them over windows. */
public final class TestColumns {

    private TestColumns() {}

    /** Numbers; NaN and infinities are missing. */
    public static NumericColumn numeric(String name, double... values) {
        double[] copy = values.clone();
        byte[] states = new byte[copy.length];
        for (int i = 0; i < copy.length; i++) {
            if (!Double.isFinite(copy[i])) {
                copy[i] = Double.NaN;
                states[i] = (byte) CellState.NULL.ordinal();
            }
        }
        return new NumericColumn(name, ColumnKind.NUMERIC, copy, states, copy.length, Map.of());
    }

    /** Booleans. */
    public static NumericColumn bool(String name, boolean... values) {
        double[] numbers = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = values[i] ? 1 : 0;
        }
        return new NumericColumn(name, ColumnKind.BOOLEAN, numbers, new byte[values.length], values.length, Map.of());
    }

    /** Categories; null is missing, a blank string is empty. */
    public static StringColumn categorical(String name, @Nullable String... values) {
        Map<String, Integer> codeOf = new LinkedHashMap<>();
        int[] codes = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            codes[i] = value == null || value.isBlank()
                    ? StringColumn.NO_CODE
                    : codeOf.computeIfAbsent(value, v -> codeOf.size());
        }
        return StringColumn.categorical(
                name, codes, statesOf(values), values.length, codeOf.keySet().toArray(new String[0]), codeOf.size());
    }

    /** Free text; null is missing, a blank string is empty. */
    public static StringColumn text(String name, @Nullable String... values) {
        @Nullable String[] texts = values.clone();
        for (int i = 0; i < texts.length; i++) {
            String value = texts[i];
            if (value != null && value.isBlank()) {
                texts[i] = null;
            }
        }
        return StringColumn.text(name, texts, statesOf(values), values.length);
    }

    /** Vectors of one length; null is missing. */
    public static EmbeddingColumn embedding(String name, float[]... vectors) {
        int dimension = Arrays.stream(vectors)
                .filter(v -> v != null)
                .mapToInt(v -> v.length)
                .findFirst()
                .orElse(0);
        float[] flat = new float[vectors.length * dimension];
        byte[] states = new byte[vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            float[] vector = vectors[i];
            if (vector == null) {
                states[i] = (byte) CellState.NULL.ordinal();
            } else {
                System.arraycopy(vector, 0, flat, i * dimension, dimension);
            }
        }
        return new EmbeddingColumn(name, flat, dimension, states, vectors.length);
    }

    private static byte[] statesOf(@Nullable String[] values) {
        byte[] states = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            if (value == null) {
                states[i] = (byte) CellState.NULL.ordinal();
            } else if (value.isBlank()) {
                states[i] = (byte) CellState.EMPTY.ordinal();
            }
        }
        return states;
    }
}
