package io.cleandata.detectors.duplicates;

import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.NumericColumn;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Finds rows that are equal in all columns but one, which holds an identifier or a number with a little noise.
 *
 * <p>For each column the rows are looked up by the hash of all their other cells. They are copies when the column is an identifier (98 % distinct,
 * and no fraction or vector) or the two numbers differ by at most 0.5 % in a column of fractions, and when chance does not explain
 * the equality of the rest ({@link ChanceEquality}, at least 90 %). Slow sensors repeat themselves under a new time or counter: how
 * often a stream does so by nature is learnt, and only what goes beyond counts.
 */
final class AlmostEqual {

    private static final int MOST_COLUMNS = 64;
    private static final double DISTINCT = 0.98;
    private static final int FEWEST_ROWS = 50;
    private static final double NOISE = 0.005;
    private static final double LEAST_POSTERIOR = 0.9;
    private static final double FIRST_RATE = 0.1;
    private static final double LEARNING = 0.1;

    private long[] keys = new long[0];
    private int[] rows = new int[0];
    private double usualRate = Double.NaN;

    /** Adds what it finds among the representative rows to the links. */
    void find(
            List<? extends Column> columns,
            RowHasher hasher,
            int[] representatives,
            int count,
            int n,
            int firstNew,
            ChanceEquality chance,
            boolean learn,
            Links links) {
        int d = columns.size();
        if (d < 2 || d > MOST_COLUMNS || count < 2) {
            return;
        }
        boolean[] identifier = new boolean[d];
        boolean[] fractions = new boolean[d];
        boolean any = false;
        for (int c = 0; c < d; c++) {
            fractions[c] = fractions(columns.get(c));
            identifier[c] = !fractions[c] && identifier(columns.get(c), c, hasher, representatives, count);
            any |= identifier[c] || fractions[c];
        }
        if (!any) {
            return;
        }
        int size = Integer.highestOneBit(Math.max(16, count)) << 2;
        int begin = links.count;
        long[] sums = new long[count];
        for (int k = 0; k < count; k++) {
            for (int c = 0; c < d; c++) {
                sums[k] += cell(hasher, representatives[k], c);
            }
        }
        for (int c = 0; c < d; c++) {
            if (identifier[c] || fractions[c]) {
                column(
                        columns,
                        c,
                        identifier[c],
                        hasher,
                        representatives,
                        count,
                        sums,
                        n,
                        firstNew,
                        size,
                        chance,
                        links);
            }
        }
        weigh(begin, count, learn, links);
    }

    private void column(
            List<? extends Column> columns,
            int c,
            boolean identifier,
            RowHasher hasher,
            int[] representatives,
            int count,
            long[] sums,
            int n,
            int firstNew,
            int size,
            ChanceEquality chance,
            Links links) {
        if (keys.length != size) {
            keys = new long[size];
            rows = new int[size];
        } else {
            Arrays.fill(keys, 0);
        }
        Column column = columns.get(c);
        for (int k = 0; k < count; k++) {
            int row = representatives[k];
            long key = Mix.avalanche(sums[k] - cell(hasher, row, c)) | 1;
            int i = (int) (key >>> 8) & (size - 1);
            while (keys[i] != 0 && keys[i] != key) {
                i = (i + 1) & (size - 1);
            }
            if (keys[i] == key && row >= firstNew) {
                int earlier = rows[i];
                if (identifier || noise((NumericColumn) column, earlier, row)) {
                    double posterior = chance.posteriorWithout(hasher, columns, row, c, n);
                    if (posterior >= LEAST_POSTERIOR) {
                        links.add(earlier, row, 1, posterior, c);
                    }
                }
            }
            if (keys[i] == 0 || !identifier) {
                keys[i] = key;
                rows[i] = row;
            }
        }
    }

    /** Takes from the links' probability what the stream does by nature. */
    private void weigh(int begin, int count, boolean learn, Links links) {
        double rate = (double) (links.count - begin) / count;
        double usual = Double.isNaN(usualRate) ? (rate > FIRST_RATE ? rate : 0) : usualRate;
        double excess = rate == 0 ? 0 : Math.max(0, 1 - usual / rate);
        int kept = begin;
        for (int i = begin; i < links.count; i++) {
            double probability = links.probability[i] * excess;
            if (probability >= 0.5) {
                links.earlier[kept] = links.earlier[i];
                links.later[kept] = links.later[i];
                links.similarity[kept] = links.similarity[i];
                links.column[kept] = links.column[i];
                links.probability[kept++] = (float) probability;
            }
        }
        links.count = kept;
        if (learn && count >= FEWEST_ROWS) {
            // What goes far beyond the usual is a fault and teaches little.
            double step = rate > 2 * usual + 0.02 ? LEARNING / 10 : LEARNING;
            usualRate = Double.isNaN(usualRate) ? usual : usualRate + step * (rate - usualRate);
        }
    }

    private static long cell(RowHasher hasher, int row, int c) {
        return Mix.fold(hasher.cell(row, c) ^ Mix.K0, (c + 1) * Mix.K1);
    }

    private static boolean noise(NumericColumn column, int a, int b) {
        double x = column.value(a);
        double y = column.value(b);
        return Math.abs(x - y) <= NOISE * Math.max(Math.abs(x), Math.abs(y));
    }

    private static boolean fractions(Column column) {
        if (!(column instanceof NumericColumn numbers) || column.kind() != ColumnKind.NUMERIC) {
            return false;
        }
        int fractions = 0;
        double[] values = numbers.values();
        for (int row = 0; row < column.size(); row++) {
            if (values[row] != Math.rint(values[row]) && !Double.isNaN(values[row])) {
                fractions++;
            }
        }
        return 2 * fractions > column.present();
    }

    private static boolean identifier(Column column, int c, RowHasher hasher, int[] representatives, int count) {
        if (column instanceof EmbeddingColumn || count < FEWEST_ROWS) {
            return false;
        }
        long[] values = new long[count];
        for (int k = 0; k < count; k++) {
            if (column.state(representatives[k]) != CellState.PRESENT) {
                return false;
            }
            values[k] = hasher.cell(representatives[k], c);
        }
        Arrays.sort(values);
        int distinct = 1;
        for (int k = 1; k < count; k++) {
            if (values[k] != values[k - 1]) {
                distinct++;
            }
        }
        return distinct >= DISTINCT * count;
    }

    /** Forgets what is usual. */
    void clear() {
        usualRate = Double.NaN;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeDouble(usualRate);
    }

    void restore(DataInputStream in) throws IOException {
        usualRate = in.readDouble();
    }
}
