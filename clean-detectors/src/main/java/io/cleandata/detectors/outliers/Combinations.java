package io.cleandata.detectors.outliers;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much rarer two categories stand in one sample than the rest of the stream would have it: common values may make a combination that
 * never was.
 *
 * <p><b>Statistic.</b> log(e + 1/2) - log(o + 1/2) in nats, the largest over all pairs of features, at least 0. o is how many other samples of the
 * stream have shown both values, e how many would if the two were independent. Few pairs of features are, but where they depend on
 * each other the combinations that lack do so because no sample has them.
 *
 * <p><b>Bounds.</b> The first {@value #MOST_FEATURES} categorical and boolean features and the first {@value CountedValues#MOST} values of each; all counts
 * are halved beyond {@value #MOST_SAMPLES} samples, so that they follow the stream. A row costs one look-up for each pair.
 */
final class Combinations {

    private static final int MOST_FEATURES = 16;
    private static final int MOST_SAMPLES = 100_000;

    private final List<String> names = new ArrayList<>();
    private final List<CountedValues> features = new ArrayList<>();
    /** Counts of pairs of values, for each feature and each one before it. */
    private final List<int[][]> tables = new ArrayList<>();

    private int samples;

    /** The features of the last window, by their places in {@link #features}, their indexes there, and the values of its rows. */
    private final int[] place = new int[MOST_FEATURES];

    private final int[] index = new int[MOST_FEATURES];
    private int present;
    private byte[][] values = new byte[0][];
    private byte[] rarest = new byte[0];
    private byte[] partner = new byte[0];

    /** Whether a column takes part. */
    static boolean fits(Column column) {
        return column instanceof StringColumn strings ? strings.categorical() : column.kind() == ColumnKind.BOOLEAN;
    }

    /** Begins a window. */
    void begin(Window window) {
        if (samples > MOST_SAMPLES) {
            halve();
        }
        present = 0;
        int n = window.size();
        if (rarest.length < n) {
            values = new byte[MOST_FEATURES][];
            rarest = new byte[n];
            partner = new byte[n];
        }
    }

    /** Takes a column of the window, unless there are too many already. */
    void take(Column column, int feature, int n) {
        int at = names.indexOf(column.name());
        if (at < 0) {
            if (names.size() == MOST_FEATURES) {
                return;
            }
            at = names.size();
            add(column.name());
        }
        place[present] = at;
        index[present] = feature;
        if (values.length == 0 || values[present] == null) {
            values[present] = new byte[rarest.length];
        }
        CountedValues counted = features.get(at);
        byte[] numbers = values[present++];
        for (int row = 0; row < n; row++) {
            numbers[row] = counted.number(column, row);
        }
    }

    private void add(String name) {
        int[][] pairs = new int[names.size()][CountedValues.MOST * CountedValues.MOST];
        names.add(name);
        features.add(new CountedValues());
        tables.add(pairs);
    }

    /** Counts the learnable rows of the window; the statistic of all of them, or null when no two features were taken. */
    double @Nullable [] lack(Window window) {
        if (present < 2) {
            return null;
        }
        int n = window.size();
        for (int row = 0; row < n; row++) {
            if (window.learnable(row)) {
                learn(row);
            }
        }
        double[] lack = new double[n];
        for (int row = 0; row < n; row++) {
            lack[row] = lack(row);
        }
        return lack;
    }

    private void learn(int row) {
        samples++;
        for (int i = 0; i < present; i++) {
            int a = values[i][row];
            if (a < 0) {
                continue;
            }
            features.get(place[i]).counts[a]++;
            for (int j = 0; j < i; j++) {
                int b = values[j][row];
                if (b >= 0) {
                    table(i, j)[cell(i, j, a, b)]++;
                }
            }
        }
    }

    private double lack(int row) {
        double largest = Double.NaN;
        rarest[row] = -1;
        for (int i = 1; i < present; i++) {
            int a = values[i][row];
            if (a < 0) {
                continue;
            }
            double share = features.get(place[i]).counts[a] / (double) Math.max(samples, 1);
            for (int j = 0; j < i; j++) {
                int b = values[j][row];
                if (b < 0) {
                    continue;
                }
                int others = others(i, j, a, b);
                double ratio = (share * features.get(place[j]).counts[b] + 0.5) / (others + 0.5);
                if (!(ratio <= largest)) { // NaN at first
                    largest = Math.max(1, ratio);
                    rarest[row] = (byte) (ratio > 1 ? i : -1);
                    partner[row] = (byte) j;
                }
            }
        }
        return Math.log(largest);
    }

    /** How many have both values, without the row itself: whatever comes again was counted when it came first. */
    private int others(int i, int j, int a, int b) {
        return Math.max(0, table(i, j)[cell(i, j, a, b)] - 1);
    }

    private int[] table(int i, int j) {
        return place[i] > place[j] ? tables.get(place[i])[place[j]] : tables.get(place[j])[place[i]];
    }

    private int cell(int i, int j, int a, int b) {
        return place[i] > place[j] ? a * CountedValues.MOST + b : b * CountedValues.MOST + a;
    }

    /**
     * Two values of a row.
     *
     * @param first index of a feature in the window
     * @param second index of another one
     * @param others how many other samples have shown both values
     * @param expected how many would if the two features were independent
     */
    record Combination(int first, int second, int others, double expected) {}

    /** What makes the statistic of a row of the last window, or null when it is 0. */
    @Nullable
    Combination of(int row) {
        int i = rarest[row];
        int j = partner[row];
        if (i < 0) {
            return null;
        }
        int a = values[i][row];
        int b = values[j][row];
        double expected = (double) features.get(place[i]).counts[a] * features.get(place[j]).counts[b] / samples;
        return new Combination(index[j], index[i], others(i, j, a, b), expected);
    }

    private void halve() {
        samples >>= 1;
        features.forEach(CountedValues::halve);
        for (int[][] pairs : tables) {
            for (int[] table : pairs) {
                for (int k = 0; k < table.length; k++) {
                    table[k] >>= 1;
                }
            }
        }
    }

    void clear() {
        names.clear();
        features.clear();
        tables.clear();
        samples = 0;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(samples);
        out.writeInt(names.size());
        for (int i = 0; i < names.size(); i++) {
            StateText.write(out, names.get(i));
            features.get(i).save(out);
            for (int[] table : tables.get(i)) {
                save(table, out);
            }
        }
    }

    private static void save(int[] table, DataOutputStream out) throws IOException {
        out.writeInt((int) Arrays.stream(table).filter(count -> count > 0).count());
        for (int k = 0; k < table.length; k++) {
            if (table[k] > 0) {
                out.writeShort(k);
                out.writeInt(table[k]);
            }
        }
    }

    void restore(DataInputStream in) throws IOException {
        clear();
        samples = in.readInt();
        int size = in.readInt();
        if (size < 0 || size > MOST_FEATURES) {
            throw new IOException(size + " features whose combinations are counted");
        }
        for (int i = 0; i < size; i++) {
            add(StateText.read(in));
            features.get(i).restore(in);
            for (int[] table : tables.get(i)) {
                for (int k = in.readInt(); k > 0; k--) {
                    int cell = in.readUnsignedShort();
                    if (cell >= table.length) {
                        throw new IOException("cell " + cell + " of a table of combinations");
                    }
                    table[cell] = in.readInt();
                }
            }
        }
    }
}
