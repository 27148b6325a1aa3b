package io.cleandata.detectors.outliers;

import io.cleandata.detectors.outliers.Dimension.Measure;
import io.cleandata.detectors.text.Serials;
import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns features of any kind into numbers.
 *
 * <p>Numbers enter as they are; categories and booleans by the surprise of their share in the stream so far, and by that of their {@link Combinations}; texts by a few descriptors, unless they number the samples ({@link Serials}); embeddings
 * coordinate by coordinate, together as much as the square root of their dimension, beyond 256 dimensions folded into 256 sums with signs
 * from a hash (a count sketch, which keeps distances in expectation: Charikar et al., 2002).
 */
final class Encoder {

    private static final int MOST_COORDINATES = 256;
    private static final int MOST_COUNTED_FEATURES = 1000;
    private static final int MOST_TEXTS = 64;

    private final long seed;
    private final Set<String> excluded;
    private final Map<String, CategoryCounts> categories = new LinkedHashMap<>();
    private final Map<String, GramCounts> grams = new LinkedHashMap<>();
    private final Map<String, long[]> booleans = new LinkedHashMap<>();
    private final Combinations combinations = new Combinations();

    Encoder(long seed, List<String> excluded) {
        this.seed = seed;
        this.excluded = Set.copyOf(excluded);
    }

    /** Counts the learnable rows of a window and encodes all of them. */
    List<Dimension> encode(Window window) {
        List<Dimension> dimensions = new ArrayList<>();
        List<Column> features = window.features();
        combinations.begin(window);
        for (int f = 0; f < features.size(); f++) {
            Column column = features.get(f);
            if (column.present() == 0 || excluded.contains(column.name())) {
                continue;
            }
            if (Combinations.fits(column)) {
                combinations.take(column, f, window.size());
            }
            if (column instanceof NumericColumn numbers) {
                numbers(numbers, f, window, dimensions);
            } else if (column instanceof EmbeddingColumn embedding) {
                embedding(embedding, f, dimensions);
            } else if (column instanceof StringColumn strings) {
                if (strings.categorical()) {
                    categories(strings, f, window, dimensions);
                } else if (!Serials.in(strings, window.size())) {
                    GramCounts counts = grams.get(column.name());
                    if (counts == null && grams.size() < MOST_TEXTS) {
                        counts = new GramCounts();
                        grams.put(column.name(), counts);
                    }
                    TextDimensions.add(strings, f, window, counts, dimensions);
                }
            }
        }
        double[] lack = combinations.lack(window);
        if (lack != null) {
            dimensions.add(new Dimension(" " + Measure.COMBINATION, -1, Measure.COMBINATION, lack, 1));
        }
        return dimensions;
    }

    /** The rarest combination of two categories of a row of the window encoded last, or null. */
    Combinations.@Nullable Combination combination(int row) {
        return combinations.of(row);
    }

    /** The counts of a categorical feature that has been encoded. */
    double share(StringColumn column, int row) {
        CategoryCounts counts = categories.get(column.name());
        return counts == null ? 0 : counts.share(column, row);
    }

    /** Share of a boolean's value in the stream. */
    double share(NumericColumn column, int row) {
        long[] counts = booleans.get(column.name());
        return counts == null
                ? 0
                : counts[column.value(row) != 0 ? 1 : 0] / (double) Math.max(counts[0] + counts[1], 1);
    }

    private void numbers(NumericColumn column, int feature, Window window, List<Dimension> target) {
        String name = column.name();
        if (column.kind() == ColumnKind.BOOLEAN) {
            booleans(column, feature, window, target);
        } else if (column.kind() == ColumnKind.TIMESTAMP) {
            double median = median(column.values(), window.size());
            double[] values = new double[window.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = column.value(row) - median;
            }
            target.add(new Dimension(name + ' ' + Measure.MOMENT, feature, Measure.MOMENT, values, 1));
        } else {
            target.add(new Dimension(name + ' ' + Measure.VALUE, feature, Measure.VALUE, column.values(), 1));
        }
    }

    private static double median(double[] values, int n) {
        double[] present = new double[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (!Double.isNaN(values[i])) {
                present[count++] = values[i];
            }
        }
        Arrays.sort(present, 0, count);
        return count == 0 ? 0 : present[count / 2];
    }

    private void booleans(NumericColumn column, int feature, Window window, List<Dimension> target) {
        long[] counts = booleans.get(column.name());
        if (counts == null) {
            counts = new long[2];
            if (booleans.size() < MOST_COUNTED_FEATURES) {
                booleans.put(column.name(), counts);
            }
        }
        double[] values = new double[window.size()];
        for (int row = 0; row < values.length; row++) {
            if (window.learnable(row) && !column.missing(row)) {
                counts[column.value(row) != 0 ? 1 : 0]++;
            }
        }
        double all = Math.log(counts[0] + counts[1] + 1.0);
        double no = all - Math.log(Math.max(counts[0], 1));
        double yes = all - Math.log(Math.max(counts[1], 1));
        for (int row = 0; row < values.length; row++) {
            values[row] = column.missing(row) ? Double.NaN : column.value(row) != 0 ? yes : no;
        }
        target.add(new Dimension(column.name() + ' ' + Measure.RARITY, feature, Measure.RARITY, values, 1));
    }

    private void categories(StringColumn column, int feature, Window window, List<Dimension> target) {
        CategoryCounts counts = categories.get(column.name());
        if (counts == null) {
            counts = new CategoryCounts();
            if (categories.size() < MOST_COUNTED_FEATURES) {
                categories.put(column.name(), counts);
            }
        }
        int n = window.size();
        for (int row = 0; row < n; row++) {
            if (window.learnable(row)) {
                counts.learn(column, row);
            }
        }
        double[] values = new double[n];
        for (int row = 0; row < n; row++) {
            values[row] = counts.surprise(column, row);
        }
        target.add(new Dimension(column.name() + ' ' + Measure.RARITY, feature, Measure.RARITY, values, 1));
    }

    private void embedding(EmbeddingColumn column, int feature, List<Dimension> target) {
        int given = column.dimension();
        int used = Math.min(given, MOST_COORDINATES);
        int n = column.size();
        float[] vectors = column.vectors();
        double[][] values = new double[used][n];
        for (int row = 0; row < n; row++) {
            if (column.missing(row)) {
                for (double[] each : values) {
                    each[row] = Double.NaN;
                }
            } else if (given == used) {
                for (int k = 0; k < used; k++) {
                    values[k][row] = vectors[row * given + k];
                }
            } else {
                for (int k = 0; k < given; k++) {
                    long h = mix(seed + k);
                    double v = vectors[row * given + k];
                    values[(int) (h & (MOST_COORDINATES - 1))][row] += h < 0 ? -v : v;
                }
            }
        }
        float weight = (float) (1 / Math.sqrt(used));
        for (int k = 0; k < used; k++) {
            target.add(new Dimension(
                    column.name() + ' ' + Measure.COORDINATE + k, feature, Measure.COORDINATE, values[k], weight));
        }
    }

    /** Finaliser of SplitMix64. */
    static long mix(long x) {
        long z = (x + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(categories.size());
        for (Map.Entry<String, CategoryCounts> entry : categories.entrySet()) {
            StateText.write(out, entry.getKey());
            entry.getValue().save(out);
        }
        out.writeInt(booleans.size());
        for (Map.Entry<String, long[]> entry : booleans.entrySet()) {
            StateText.write(out, entry.getKey());
            out.writeLong(entry.getValue()[0]);
            out.writeLong(entry.getValue()[1]);
        }
        out.writeInt(grams.size());
        for (Map.Entry<String, GramCounts> entry : grams.entrySet()) {
            StateText.write(out, entry.getKey());
            entry.getValue().save(out);
        }
        combinations.save(out);
    }

    void restore(DataInputStream in) throws IOException {
        clear();
        for (int i = in.readInt(); i > 0; i--) {
            String name = StateText.read(in);
            CategoryCounts counts = new CategoryCounts();
            counts.restore(in);
            categories.put(name, counts);
        }
        for (int i = in.readInt(); i > 0; i--) {
            String name = StateText.read(in);
            booleans.put(name, new long[] {in.readLong(), in.readLong()});
        }
        for (int i = in.readInt(); i > 0; i--) {
            String name = StateText.read(in);
            GramCounts counts = new GramCounts();
            counts.restore(in);
            grams.put(name, counts);
        }
        combinations.restore(in);
    }

    void clear() {
        combinations.clear();
        categories.clear();
        booleans.clear();
        grams.clear();
    }
}
