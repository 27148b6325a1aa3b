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
 * Finds rows that are equal in all columns but one, which holds an identifier, a number with a little noise, or nothing in one of the two.
 *
 * <p>For each column the rows are looked up by the hash of all their other cells but the keys that are given anew ({@link Keys}). They are copies
 * when the column is an identifier (98 % distinct, and no fraction or vector), when the two numbers differ by at most 0.5 % in a column of fractions,
 * or when one of the two cells is missing, and when chance does not explain the equality of the rest ({@link ChanceEquality}, at least 90 %). Slow sensors repeat themselves under a new time or counter: how
 * often a stream does so by nature is learnt, and only what goes beyond counts.
 */
final class AlmostEqual {

    private static final int MOST_COLUMNS = 512;
    private static final double DISTINCT = 0.98;
    private static final int FEWEST_ROWS = 50;
    private static final double NOISE = 0.005;
    private static final double LEAST_POSTERIOR = 0.9;
    private static final double FIRST_RATE = 0.1;
    private static final double LEARNING = 0.1;

    private long[] keys = new long[0];
    private int[] rows = new int[0];
    private double usualRate = Double.NaN;
    private Keys given = Keys.NONE;

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
        given = Keys.NONE;
        if (d < 2 || d > MOST_COLUMNS || count < 2) {
            return;
        }
        boolean[] identifier = new boolean[d];
        boolean[] fractions = new boolean[d];
        boolean[] inexact = new boolean[d];
        for (int c = 0; c < d; c++) {
            fractions[c] = fractions(columns.get(c));
            inexact[c] = fractions[c] || gaps(columns.get(c), representatives, count);
            identifier[c] = !fractions[c] && identifier(columns.get(c), c, hasher, representatives, count);
        }
        given = Keys.among(columns, identifier, representatives, count);
        chance.ignore(given, inexact);
        long[] sums = new long[count];
        long[] sumsOfRest = new long[count];
        for (int k = 0; k < count; k++) {
            for (int c = 0; c < d; c++) {
                long cell = cell(hasher, representatives[k], c);
                sums[k] += cell;
                sumsOfRest[k] += given.contains(c) ? 0 : cell;
            }
        }
        int begin = links.count;
        Rows all = new Rows(columns, fractions, hasher, representatives, count, n, firstNew, chance, links);
        if (!given.isEmpty()) {
            pass(all, -1, given, sumsOfRest, true);
        }
        for (int c = 0; c < d; c++) {
            if (identifier[c] && !given.contains(c)) {
                pass(all, c, Keys.NONE, sums, true);
            }
            if (inexact[c]) {
                pass(all, c, given, sumsOfRest, false);
            }
        }
        weigh(begin, count, learn, links);
    }

    private record Rows(
            List<? extends Column> columns,
            boolean[] fractions,
            RowHasher hasher,
            int[] representatives,
            int count,
            int n,
            int firstNew,
            ChanceEquality chance,
            Links links) {}

    /**
     * Links rows that are equal but for the keys and one more column.
     *
     * @param c the column, or -1 when none but the keys may differ
     * @param sums sums over the cells of each row without the keys
     * @param anyhow whether the column's cells may differ at will
     */
    private void pass(Rows all, int c, Keys without, long[] sums, boolean anyhow) {
        int size = Integer.highestOneBit(Math.max(16, all.count)) << 2;
        if (keys.length != size) {
            keys = new long[size];
            rows = new int[size];
        } else {
            Arrays.fill(keys, 0);
        }
        for (int k = 0; k < all.count; k++) {
            int row = all.representatives[k];
            long key = Mix.avalanche(c < 0 ? sums[k] : sums[k] - cell(all.hasher, row, c)) | 1;
            int i = (int) (key >>> 8) & (size - 1);
            while (keys[i] != 0 && keys[i] != key) {
                i = (i + 1) & (size - 1);
            }
            if (keys[i] == key && row >= all.firstNew) {
                int earlier = rows[i];
                Keys differing = without.differing(all.hasher, earlier, row).and(c);
                if (anyhow || almost(all.columns.get(c), all.fractions[c], earlier, row)) {
                    double posterior = all.chance.posteriorWithout(all.hasher, all.columns, row, differing, all.n);
                    if (posterior >= LEAST_POSTERIOR) {
                        all.links.add(earlier, row, 1, posterior, c < 0 ? differing.first() : c);
                    }
                }
            }
            if (keys[i] == 0 || !anyhow) {
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

    /** Whether one of two cells is missing, or they are numbers that differ a little. */
    private static boolean almost(Column column, boolean fractions, int a, int b) {
        boolean present = column.state(a) == CellState.PRESENT;
        if (present != (column.state(b) == CellState.PRESENT)) {
            return missing(column, present ? b : a);
        }
        if (!present || !fractions || !(column instanceof NumericColumn numbers)) {
            return false;
        }
        double x = numbers.value(a);
        double y = numbers.value(b);
        return x != y && Math.abs(x - y) <= NOISE * Math.max(Math.abs(x), Math.abs(y));
    }

    private static boolean missing(Column column, int row) {
        return column.state(row) != CellState.PRESENT && column.state(row) != CellState.MISMATCH;
    }

    /** Whether the column has values, but not in all rows. */
    private static boolean gaps(Column column, int[] representatives, int count) {
        int missing = 0;
        for (int k = 0; k < count; k++) {
            missing += missing(column, representatives[k]) ? 1 : 0;
        }
        return missing > 0 && missing < count;
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

    /** The keys of the last window, which its copies are given anew. */
    Keys keys() {
        return given;
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
