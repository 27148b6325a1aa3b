package io.cleandata.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Vectors of one dimension, row by row in one array. */
public final class EmbeddingColumn extends Column {

    private final float[] vectors;
    private final int dimension;
    private final Map<Integer, String> misfits;

    /**
     * @param vectors {@code size * dimension} numbers, row by row, zeros where missing; finite; not copied
     */
    public EmbeddingColumn(String name, float[] vectors, int dimension, byte[] states, int size) {
        this(name, vectors, dimension, states, size, Map.of());
    }

    /**
     * @param vectors {@code size * dimension} numbers, row by row, zeros where missing; finite; not copied
     * @param misfits text of cells that are no vectors of the dimension, by row
     */
    public EmbeddingColumn(
            String name, float[] vectors, int dimension, byte[] states, int size, Map<Integer, String> misfits) {
        super(name, ColumnKind.EMBEDDING, states, size);
        this.vectors = vectors;
        this.dimension = dimension;
        this.misfits = Map.copyOf(misfits);
    }

    /** Row {@code i} begins at {@code i * dimension()}. May be longer than needed; not to be changed. */
    public float[] vectors() {
        return vectors;
    }

    /** How many numbers a vector has. */
    public int dimension() {
        return dimension;
    }

    @Override
    public @Nullable String text(int row) {
        if (missing(row)) {
            return misfits.get(row);
        }
        StringBuilder text = new StringBuilder("[");
        int shown = Math.min(dimension, 4);
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? "" : ", ").append(vectors[row * dimension + i]);
        }
        return text.append(dimension > shown ? ", ... " + dimension + " numbers]" : "]")
                .toString();
    }
}
