package io.cleandata.detectors.duplicates;

import io.cleandata.model.Column;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds near duplicates among the distinct rows of a window and between them and recent rows of earlier windows.
 *
 * <p>Two ways: rows that are equal but for an identifier or some noise ({@link AlmostEqual}), in any table; and similar texts ({@link PairFinder},
 * {@link NearModel}), where some field holds text that tells records apart. Of those that are not similar enough in a table whose things are alike, two rows
 * of a window are copies all the same when they differ but slightly ({@link SlightDifferences}) and chance does not explain that the rest is equal.
 */
final class NearDuplicates {

    private static final int MOST_FIELDS = 40;
    private static final double LEAST_DISTINCT = 0.3;
    private static final int LARGE_GROUP = 12;
    private static final float CERTAIN = 0.95f;
    private static final double LEAST_POSTERIOR = 0.5;

    private final AlmostEqual almostEqual;
    private final Records records;
    private final FieldProfiles profiles = new FieldProfiles();
    private final PairFinder finder = new PairFinder();
    private final Pairs pairs = new Pairs();
    private final double minSimilarity;
    private final NearModel model;
    private final RecentRecords recent;
    private final Groups groups = new Groups();
    private final SlightDifferences slight = new SlightDifferences();

    /** The accepted pairs of the last window. */
    final Links links = new Links();

    private Reading[] lastReadings = new Reading[0];
    private float[] bestSimilarity = new float[0];
    private double threshold = Double.NaN;

    NearDuplicates(double minSimilarity, int memory, int resentMemory, Duration maxAge, Lexicon lexicon) {
        almostEqual = new AlmostEqual(resentMemory, maxAge);
        this.minSimilarity = minSimilarity;
        records = new Records(lexicon);
        model = new NearModel(minSimilarity);
        recent = new RecentRecords(memory, maxAge);
    }

    /**
     * Finds the near duplicates of a window.
     *
     * @param representatives the rows that are the first of their exact copies and have values, ascending
     */
    void find(
            Window window,
            List<? extends Column> columns,
            RowHasher hasher,
            ChanceEquality chance,
            int[] representatives,
            int count) {
        links.clear();
        if (bestSimilarity.length < window.size()) {
            bestSimilarity = new float[window.size()];
        }
        Arrays.fill(bestSimilarity, 0, window.size(), 0);
        threshold = Double.NaN;
        boolean learn = false;
        for (int k = 0; k < count && !learn; k++) {
            learn = window.learnable(representatives[k]);
        }
        almostEqual.find(window, columns, hasher, representatives, count, chance, learn, links);
        List<Column> texts = texts(columns, window.size());
        if (!texts.isEmpty() && count > 1) {
            var rest = new Rest(columns, hasher, chance, almostEqual.keys(), representatives, count);
            similar(window, texts, representatives, count, learn, rest);
        }
    }

    /** What is needed to see whether chance explains that two rows are equal but for slight differences. */
    private record Rest(
            List<? extends Column> columns,
            RowHasher hasher,
            ChanceEquality chance,
            Keys keys,
            int[] representatives,
            int count) {

        /** Probability that the rows are copies, 0 if any difference is more than slight. */
        double posterior(SlightDifferences slight, int a, int b) {
            Keys differing = slight.between(columns, hasher, keys, representatives, count, a, b);
            return differing == null ? 0 : chance.posteriorWithout(hasher, columns, b, differing, count);
        }
    }

    private void similar(
            Window window, List<Column> columns, int[] representatives, int count, boolean learn, Rest rest) {
        List<String> names = new ArrayList<>();
        for (Column column : columns) {
            names.add(column.name());
        }
        long time = Ages.time(window);
        recent.forget(time);
        // The rows that a sliding window shows again stand for the memory.
        List<RecentRecords.Recent> before = window.firstNew() > 0 ? List.of() : recent.of(window.key(), names);
        int m = before.size();
        int fields = columns.size();
        records.begin(m + count, fields);
        Reading[] readings = new Reading[fields];
        for (int f = 0; f < fields; f++) {
            readings[f] = Reading.of(columns.get(f), window.size());
        }
        if (!Arrays.equals(readings, lastReadings)) {
            recent.forgetReading();
            lastReadings = readings;
        }
        for (int r = 0; r < m; r++) {
            add(r, before.get(r), readings);
        }
        for (int k = 0; k < count; k++) {
            int row = representatives[k];
            for (int f = 0; f < fields; f++) {
                if (readings[f] == Reading.MEASURED && columns.get(f) instanceof NumericColumn numbers) {
                    double number = numbers.value(row);
                    records.addMeasured(m + k, f, number, Double.isNaN(number) ? numbers.text(row) : null);
                } else {
                    records.add(m + k, f, readings[f].words(columns.get(f).text(row)));
                }
            }
        }
        records.complete();
        profiles.measure(records);
        if (profiles.textual) {
            finder.find(records, profiles, firstNew(window, representatives, count, m), pairs);
            float[] odds = model.judge(records, profiles, names, pairs, learn);
            threshold = model.threshold(profiles);
            accept(window, columns, before, representatives, m, odds, rest);
        }
        if (window.firstNew() == 0) {
            remember(window, columns, representatives, count, m);
            recent.note(time);
        }
    }

    private void add(int r, RecentRecords.Recent earlier, Reading[] readings) {
        ReadRecord read = earlier.read();
        if (read != null && read.generation() == records.lexicon.generation()) {
            records.add(r, read);
            return;
        }
        for (int f = 0; f < readings.length; f++) {
            if (readings[f] == Reading.MEASURED) {
                records.addMeasured(r, f, earlier.number(f), earlier.misfit(f));
            } else {
                records.add(r, f, readings[f].words(earlier.text(f)));
            }
        }
        earlier.read(records.read(r));
    }

    private static int firstNew(Window window, int[] representatives, int count, int m) {
        int k = 0;
        while (k < count && representatives[k] < window.firstNew()) {
            k++;
        }
        return m + k;
    }

    private void accept(
            Window window,
            List<Column> columns,
            List<RecentRecords.Recent> before,
            int[] representatives,
            int m,
            float[] odds,
            Rest rest) {
        boolean[] accepted = new boolean[pairs.count];
        groups.reset(records.records);
        for (int i = 0; i < pairs.count; i++) {
            if (odds[i] <= 0 && !profiles.single && pairs.first[i] >= m && pairs.similarity[i] >= minSimilarity) {
                double posterior = rest.posterior(
                        slight, representatives[pairs.first[i] - m], representatives[pairs.second[i] - m]);
                odds[i] = posterior < LEAST_POSTERIOR ? odds[i] : (float) Math.log(posterior / (1 - posterior + 1e-6));
            }
            accepted[i] = odds[i] > 0;
            if (accepted[i]) {
                groups.join(pairs.first[i], pairs.second[i]);
            }
        }
        int[] sizes = new int[records.records];
        for (int r = 0; r < records.records; r++) {
            sizes[groups.first(r)]++;
        }
        for (int i = 0; i < pairs.count; i++) {
            int later = representatives[pairs.second[i] - m];
            bestSimilarity[later] = Math.max(bestSimilarity[later], pairs.similarity[i]);
            if (!accepted[i]) {
                continue;
            }
            // A chain of many records that are each like the next is how a table is built, not a repetition.
            if (sizes[groups.first(pairs.first[i])] > LARGE_GROUP && pairs.similarity[i] < CERTAIN) {
                continue;
            }
            double probability = 1 / (1 + Math.exp(-odds[i]));
            if (pairs.first[i] >= m) {
                links.add(representatives[pairs.first[i] - m], later, pairs.similarity[i], probability, -1);
            } else if (!window.redelivered(later)) {
                RecentRecords.Recent earlier = before.get(pairs.first[i]);
                long age = recent.added() - earlier.place();
                links.add((int) -Math.min(age, Integer.MAX_VALUE), later, pairs.similarity[i], probability, -1);
                links.sample[links.count - 1] = earlier.against(columns, later);
            }
        }
    }

    private void remember(Window window, List<Column> columns, int[] representatives, int count, int m) {
        int learnable = 0;
        for (int k = 0; k < count; k++) {
            learnable += window.learnable(representatives[k]) ? 1 : 0;
        }
        for (int k = 0; k < count; k++) {
            if (window.learnable(representatives[k]) && recent.keeps(--learnable)) {
                recent.add(window, columns, representatives[k], records.read(m + k));
            }
        }
    }

    /** The columns whose text is compared; none when no column of strings has many distinct values. */
    private static List<Column> texts(List<? extends Column> columns, int n) {
        List<Column> texts = new ArrayList<>();
        boolean telling = false;
        for (Column column : columns) {
            if (column instanceof StringColumn strings && column.present() > 0) {
                telling |= !strings.categorical() || distinct(strings, n) >= LEAST_DISTINCT * column.present();
            }
        }
        if (!telling) {
            return texts;
        }
        for (Column column : columns) {
            boolean fits = columns.size() <= MOST_FIELDS
                    ? !(column instanceof EmbeddingColumn)
                    : column instanceof StringColumn;
            if (fits && texts.size() < MOST_FIELDS) {
                texts.add(column);
            }
        }
        return texts;
    }

    private static int distinct(StringColumn column, int n) {
        boolean[] seen = new boolean[column.cardinality() + 1];
        int distinct = 0;
        int[] codes = column.codes();
        for (int row = 0; row < n; row++) {
            if (codes[row] >= 0 && !seen[codes[row]]) {
                seen[codes[row]] = true;
                distinct++;
            }
        }
        return distinct;
    }

    /** Similarity of a row to the most similar earlier one that was compared with it. */
    float similarity(int row) {
        return bestSimilarity[row];
    }

    /** The similarity that a pair of this window needs when nothing else speaks for or against it; NaN when texts were not compared. */
    double threshold() {
        return threshold;
    }

    /** Forgets all. */
    void clear() {
        almostEqual.clear();
        model.clear();
        recent.clear();
    }

    void save(DataOutputStream out) throws IOException {
        almostEqual.save(out);
        model.save(out);
        recent.save(out);
    }

    /** @param rows whether rows were saved that new ones may be equal to but for a field, and positions of samples */
    void restore(DataInputStream in, boolean rows) throws IOException {
        almostEqual.restore(in, rows);
        model.restore(in);
        recent.restore(in, rows);
    }
}
