package io.cleandata.detectors.outliers;

/**
 * Takes a missing value for the mean of what the nearest rows have that have one (k-nearest-neighbour imputation: Troyanskaya and others, Bioinformatics 17, 2001), so that no row is far
 * from others, or near to them, for lack of it.
 *
 * <p>Nearest are the rows at the least distance over the columns in which the row has values ({@link Rows}). Where few of these have the value, it stands at the center, as it does in reference rows.
 *
 * <p><b>Assumes</b> that a value is missing whatever it would have been; that values are missing at all is for another detector.
 *
 * <p><b>Cost.</b> For each row that lacks a value its distances over the columns in which any is missing, and one pass over them.
 */
final class Imputation {

    /** How many rows of which a value is known make its estimate. */
    private static final int ENOUGH = 10;

    private static final int FEWEST = 3;

    /** Among so many nearest rows these are looked for. */
    private static final int LOOKED_AT = 40;

    private final int[] nearest = new int[LOOKED_AT];
    private float[] distances = new float[0];

    /**
     * The sparse columns, with estimates in place of what the first {@code rows} rows lack.
     *
     * @param whole distances of each of these rows to all others over the other columns
     */
    float[][] fill(Rows part, float[][] whole, int all, int rows) {
        if (distances.length < all) {
            distances = new float[all];
        }
        int[] sparse = part.sparse();
        float[][] filled = new float[sparse.length][];
        for (int s = 0; s < sparse.length; s++) {
            filled[s] = part.columns[sparse[s]].clone();
        }
        for (int row = 0; row < rows; row++) {
            if (part.lacks(row)) {
                System.arraycopy(whole[row], 0, distances, 0, all);
                part.addSparse(row, distances, 0, all);
                int found = nearest(row, all);
                for (int s = 0; s < sparse.length; s++) {
                    if (!part.has(sparse[s], row)) {
                        filled[s][row] = estimate(part, sparse[s], found);
                    }
                }
            }
        }
        return filled;
    }

    private int nearest(int row, int all) {
        int count = 0;
        for (int j = 0; j < all; j++) {
            if (j == row || count == LOOKED_AT && distances[j] >= distances[nearest[count - 1]]) {
                continue;
            }
            int place = count < LOOKED_AT ? count++ : count - 1;
            while (place > 0 && distances[nearest[place - 1]] > distances[j]) {
                nearest[place] = nearest[place - 1];
                place--;
            }
            nearest[place] = j;
        }
        return count;
    }

    private float estimate(Rows part, int column, int found) {
        float sum = 0;
        int having = 0;
        for (int i = 0; i < found && having < ENOUGH; i++) {
            if (part.has(column, nearest[i])) {
                sum += part.columns[column][nearest[i]];
                having++;
            }
        }
        return having < FEWEST ? 0 : sum / having;
    }
}
