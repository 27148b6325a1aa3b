package io.cleandata.column;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The cells of one field in one pane, as they came. Arrays beyond the cells' types are made when first needed. */
final class CellStore {

    byte[] cells;
    double @Nullable [] numbers;
    int @Nullable [] codes;

    @Nullable
    String @Nullable [] texts;

    float @Nullable [] vectors;

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
        if (field.dimension == 0) {
            field.dimension = d;
        }
        if (field.dimension != d) {
            texts()[row] = "[" + d + " numbers]";
            return Cell.TEXT;
        }
        if (vectors == null) {
            vectors = new float[Math.multiplyExact(Math.max(row + 1, 16), d)];
        }
        if (vectors.length < (row + 1) * d) {
            vectors = Arrays.copyOf(vectors, Math.max((row + 1) * d, Math.multiplyExact(vectors.length, 2)));
        }
        System.arraycopy(field.vector, 0, vectors, row * d, d);
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
            if (texts != null && (cell == Cell.TEXT || cell == Cell.EXACT)) {
                copy.texts()[i] = texts[row];
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
