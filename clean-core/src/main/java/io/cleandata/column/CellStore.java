package io.cleandata.column;

import io.cleandata.model.ColumnKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The cells of one field in one pane, as they came. Arrays beyond the cells' types are made when first needed. */
final class CellStore {

    private static final long MAX_ARRAY = Integer.MAX_VALUE - 8L;

    byte[] cells;
    double @Nullable [] numbers;
    int @Nullable [] codes;

    @Nullable
    String @Nullable [] texts;

    float @Nullable [] vectors;

    /** Vectors of all lengths by row, until the column's is known. */
    float @Nullable [] @Nullable [] loose;

    CellStore(int capacity) {
        cells = new byte[capacity];
    }

    void ensure(int capacity) {
        if (cells.length >= capacity) {
            return;
        }
        int larger = Math.max(capacity, cells.length * 2);
        cells = Arrays.copyOf(cells, larger);
        if (numbers != null) {
            numbers = Arrays.copyOf(numbers, larger);
        }
        if (codes != null) {
            codes = Arrays.copyOf(codes, larger);
        }
        if (texts != null) {
            texts = Arrays.copyOf(texts, larger);
        }
        if (loose != null) {
            loose = Arrays.copyOf(loose, larger);
        }
    }

    /** Copies the field's current cell. */
    void put(int row, Field field) {
        byte cell = field.cell;
        switch (cell) {
            case Cell.NUMBER, Cell.BOOL -> numbers()[row] = field.number;
            case Cell.EXACT -> {
                numbers()[row] = field.number;
                texts()[row] = field.text;
            }
            case Cell.CODE -> codes()[row] = field.code;
            case Cell.TEXT -> texts()[row] = field.text;
            case Cell.VECTOR -> cell = putVector(row, field);
            default -> {}
        }
        cells[row] = cell;
    }

    private byte putVector(int row, Field field) {
        int d = field.vectorLength;
        boolean wanted = field.kind == null || field.kind == ColumnKind.EMBEDDING;
        if (wanted && field.dimension == 0) {
            if (loose == null) {
                loose = new float[cells.length][];
            }
            loose[row] = Arrays.copyOf(field.vector, d);
            return Cell.VECTOR;
        }
        settle(field);
        return put(row, field.vector, d, field.dimension);
    }

    /** Once the column's kind and length are known, packs the vectors that fit, and keeps the text of those that do not. */
    void settle(Field field) {
        float @Nullable [] @Nullable [] all = loose;
        if (all == null || field.kind == null) {
            return;
        }
        loose = null;
        for (int row = 0; row < all.length; row++) {
            float[] vector = all[row];
            if (vector != null) {
                cells[row] = put(row, vector, vector.length, field.dimension);
            }
        }
    }

    private byte put(int row, float[] vector, int length, int dimension) {
        if (length != dimension) {
            texts()[row] = VectorText.of(vector, 0, length);
            return Cell.MISFIT;
        }
        int end = Math.multiplyExact(row + 1, dimension);
        float[] packed = vectors;
        if (packed == null) {
            packed = new float[Math.max(end, Math.multiplyExact(16, dimension))];
        } else if (packed.length < end) {
            packed = Arrays.copyOf(packed, (int) Math.max(end, Math.min(2L * packed.length, MAX_ARRAY)));
        }
        System.arraycopy(vector, 0, packed, end - dimension, dimension);
        vectors = packed;
        return Cell.VECTOR;
    }

    double[] numbers() {
        if (numbers == null) {
            numbers = new double[cells.length];
        }
        return numbers;
    }

    int[] codes() {
        if (codes == null) {
            codes = new int[cells.length];
        }
        return codes;
    }

    @Nullable
    String[] texts() {
        if (texts == null) {
            texts = new String[cells.length];
        }
        return texts;
    }

    /** A store with some of the rows of this one. */
    CellStore copy(int[] rows, int count, int capacity, int dimension) {
        CellStore copy = new CellStore(Math.max(capacity, count));
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (row >= cells.length) {
                continue;
            }
            byte cell = cells[row];
            copy.cells[i] = cell;
            if (numbers != null && (cell == Cell.NUMBER || cell == Cell.BOOL || cell == Cell.EXACT)) {
                copy.numbers()[i] = numbers[row];
            }
            if (codes != null && cell == Cell.CODE) {
                copy.codes()[i] = codes[row];
            }
            if (texts != null && (cell == Cell.TEXT || cell == Cell.EXACT || cell == Cell.MISFIT)) {
                copy.texts()[i] = texts[row];
            }
            if (loose != null && cell == Cell.VECTOR) {
                if (copy.loose == null) {
                    copy.loose = new float[copy.cells.length][];
                }
                copy.loose[i] = loose[row];
            }
            if (vectors != null && cell == Cell.VECTOR) {
                if (copy.vectors == null) {
                    copy.vectors = new float[Math.multiplyExact(copy.cells.length, dimension)];
                }
                System.arraycopy(vectors, row * dimension, copy.vectors, i * dimension, dimension);
            }
        }
        return copy;
    }
}
