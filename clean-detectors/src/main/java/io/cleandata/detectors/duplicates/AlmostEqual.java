package io.cleandata.detectors.duplicates;

import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Finds rows that are equal in all columns but one, which holds an identifier, a number with a little noise, or nothing in one of the two.
 *
 * <p><b>Statistic.</b> Two rows are a pair when all their cells but one and the keys that are given anew ({@link Keys}) are equal, and the one is of an identifier (98 %
 * distinct, and no fraction or vector), or of a column of fractions and differs by at most 0.5 %, or missing in one of the two. It counts when the probability that chance does not
 * explain the equality of the rest ({@link ChanceEquality}) is at least 90 %, and still one half less what the stream does by nature ({@link UsualRate}). Between a window and earlier
 * ones {@link ResentSearch} finds the same.
 *
 * <p><b>Assumes</b> that what is sent again is given all of its keys anew, and differs in one field besides at most: noise in several numbers of a row is not seen. Of several columns of
 * unordered distinct numbers each may be a measurement; then none is a key.
 *
 * <p><b>Cost.</b> A sort of each column that may be an identifier, and one look-up of each row for each column that is an identifier, has fractions or lacks values: rows are found by the
 * sum of their cells' hashes less the one cell. Chance is judged for pairs only.
 *
 * <p>Tables of more than {@value #MOST_COLUMNS} columns are left out.
 */
final class AlmostEqual {

    private static final int MOST_COLUMNS = 512;
    private static final double DISTINCT = 0.98;
    private static final double NOISE = 0.005;
    private static final double LEAST_POSTERIOR = 0.9;

    private long[] keys = new long[0];
    private int[] rows = new int[0];
    private final UsualRate usual = new UsualRate();
    private final ResentSearch resent;
    private Keys given = Keys.NONE;

    AlmostEqual(int resentMemory, Duration maxAge) {
        resent = new ResentSearch(resentMemory, maxAge);
    }

    /**
     * A window in which something is sought.
     *
     * @param keys columns that are given anew with each sending
     * @param identifier for each column whether it tells rows apart
     * @param fractions for each column whether it has numbers with a little noise
     * @param representatives the rows that are the first of their exact copies and have values, ascending
     */
    record Subject(
            Window window,
            List<? extends Column> columns,
            Keys keys,
            boolean[] identifier,
            boolean[] fractions,
            RowHasher hasher,
            ChanceEquality chance,
            int[] representatives,
            int count,
            Links links) {}

    /** Adds what it finds among the representative rows, and between these and earlier windows, to the links. */
    void find(
            Window window,
            List<? extends Column> columns,
            RowHasher hasher,
            int[] representatives,
            int count,
            ChanceEquality chance,
            boolean learn,
            Links links) {
        int d = columns.size();
        given = Keys.NONE;
        if (d < 2 || d > MOST_COLUMNS || count < 1) {
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
        var all = new Subject(
                window, columns, given, identifier, fractions, hasher, chance, representatives, count, links);
        int begin = links.count;
        pass(all, inexact);
        usual.weigh(links, begin, count, learn && count >= UsualRate.FEWEST_ROWS);
        resent.find(all, learn);
    }

    private void pass(Subject all, boolean[] inexact) {
        int d = inexact.length;
        long[] sums = new long[all.count];
        long[] sumsOfRest = new long[all.count];
        for (int k = 0; k < all.count; k++) {
            for (int c = 0; c < d; c++) {
                long cell = all.hasher.cell(all.representatives[k], c);
                sums[k] += cell;
                sumsOfRest[k] += given.contains(c) ? 0 : cell;
            }
        }
        if (!given.isEmpty()) {
            pass(all, -1, given, sumsOfRest, true);
        }
        for (int c = 0; c < d; c++) {
            if (all.identifier[c] && !given.contains(c)) {
                pass(all, c, Keys.NONE, sums, true);
            }
            if (inexact[c]) {
                pass(all, c, given, sumsOfRest, false);
            }
        }
    }

    /**
     * Links rows that are equal but for the keys and one more column.
     *
     * @param c the column, or -1 when none but the keys may differ
     * @param sums sums over the cells of each row without the keys
     * @param anyhow whether the column's cells may differ at will
     */
    private void pass(Subject all, int c, Keys without, long[] sums, boolean anyhow) {
        int size = Integer.highestOneBit(Math.max(16, all.count)) << 2;
        if (keys.length != size) {
            keys = new long[size];
            rows = new int[size];
        } else {
            Arrays.fill(keys, 0);
        }
        int firstNew = all.window.firstNew();
        for (int k = 0; k < all.count; k++) {
            int row = all.representatives[k];
            long key = Mix.avalanche(c < 0 ? sums[k] : sums[k] - all.hasher.cell(row, c)) | 1;
            int i = (int) (key >>> 8) & (size - 1);
            while (keys[i] != 0 && keys[i] != key) {
                i = (i + 1) & (size - 1);
            }
            if (keys[i] == key && row >= firstNew) {
                int earlier = rows[i];
                Keys differing = without.differing(all.hasher, earlier, row).and(c);
                if (anyhow || almost(all.columns.get(c), all.fractions[c], earlier, row)) {
                    double posterior =
                            all.chance.posteriorWithout(all.hasher, all.columns, row, differing, all.window.size());
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

    private static boolean almost(Column column, boolean fractions, int a, int b) {
        NumericColumn numbers = fractions && column instanceof NumericColumn numeric ? numeric : null;
        return almost(
                numbers != null,
                column.state(a),
                numbers == null ? Double.NaN : numbers.value(a),
                column.state(b),
                numbers == null ? Double.NaN : numbers.value(b));
    }

    /** Whether one of two cells is missing, or they are numbers of a column of fractions that differ a little. */
    static boolean almost(boolean fractions, CellState a, double x, CellState b, double y) {
        boolean present = a == CellState.PRESENT;
        if (present != (b == CellState.PRESENT)) {
            return missing(present ? b : a);
        }
        double difference = Math.abs(x - y);
        return present
                && fractions
                && difference > 0
                && difference <= NOISE * Math.max(Math.abs(x), Math.abs(y))
                && difference < Double.POSITIVE_INFINITY;
    }

    private static boolean missing(CellState state) {
        return state != CellState.PRESENT && state != CellState.MISMATCH;
    }

    /** Whether the column has values, but not in all rows. */
    private static boolean gaps(Column column, int[] representatives, int count) {
        int missing = 0;
        for (int k = 0; k < count; k++) {
            missing += missing(column.state(representatives[k])) ? 1 : 0;
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
        if (column instanceof EmbeddingColumn || count < UsualRate.FEWEST_ROWS) {
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

    /** Forgets what is usual, and all rows. */
    void clear() {
        usual.clear();
        resent.clear();
    }

    void save(DataOutputStream out) throws IOException {
        usual.save(out);
        resent.save(out);
    }

    /** @param remembered whether rows of earlier windows were saved */
    void restore(DataInputStream in, boolean remembered) throws IOException {
        clear();
        usual.restore(in);
        if (remembered) {
            resent.restore(in);
        }
    }
}
