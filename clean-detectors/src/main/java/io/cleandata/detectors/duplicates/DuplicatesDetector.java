package io.cleandata.detectors.duplicates;

import io.cleandata.model.Column;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
import io.cleandata.spi.Detector;
import io.cleandata.spi.SupportsState;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds samples that repeat earlier ones.
 *
 * <p><b>Exact copies</b> have equal canonical hashes of 128 bits ({@link RowHasher}), in the window or among the last {@code memory}
 * distinct samples of the stream ({@link HashMemory}). <b>Near duplicates</b> ({@link NearDuplicates}) are sought among the distinct rows of the
 * window, {@code nearMemory} rows before it if they are texts, and {@code resentMemory} rows if they are equal but for a field. What is older than {@code maxAge} is forgotten. Pairs make groups; of each group the first member is kept and the later ones are
 * flagged, so that the rate is what keeping the first would remove. The severity is the probability that it is no chance, less a
 * fifth for a near duplicate.
 *
 * <p>Cost: a few tens of nanoseconds for each cell and look-up, whatever the memory's size; near duplicates in texts a few microseconds for
 * each sample.
 */
final class DuplicatesDetector implements Detector, SupportsState {

    private static final int VERSION = 5;
    /** Is without {@link ResentRows} and {@link Ages}. */
    private static final int VERSION_WITHOUT_ROWS = 4;
    /** Is without {@link ClusterSize}. */
    private static final int VERSION_WITHOUT_CLUSTERS = 3;

    private static final double HARM_OF_NEAR = 0.8;
    private static final List<String> NO_FEATURES = List.of();
    private static final int[] NO_ROWS = new int[0];

    private final DuplicatesSettings settings;
    private final HashMemory memory;
    private final RowHasher hasher = new RowHasher();
    private final ExactGroups exact = new ExactGroups();
    private final Groups groups = new Groups();
    private final ChanceEquality chance = new ChanceEquality();
    private final ClusterSize clusterSize = new ClusterSize();
    private final @Nullable NearDuplicates near;

    DuplicatesDetector(DuplicatesSettings settings) {
        this(settings, Lexicon.MOST);
    }

    /** @param mostFeatures how many features of texts keep their numbers, which changes the cost only */
    DuplicatesDetector(DuplicatesSettings settings, int mostFeatures) {
        this.settings = settings;
        this.memory = new HashMemory(settings.memory(), settings.maxAge());
        this.near = settings.near() && settings.identity().isEmpty()
                ? new NearDuplicates(
                        settings.minSimilarity(),
                        settings.nearMemory(),
                        settings.resentMemory(),
                        settings.maxAge(),
                        new Lexicon(mostFeatures))
                : null;
    }

    @Override
    public DetectorResult analyze(Window window) {
        int n = window.size();
        List<Column> columns = identity(window);
        if (columns.isEmpty()) {
            return DetectorResult.notAssessable("no field that makes up a sample's identity is in the window");
        }
        hasher.hash(window, columns, window.key());
        exact.group(hasher, n);
        groups.reset(n);
        int[] representatives = new int[n];
        int distinct = 0;
        for (int row = 0; row < n; row++) {
            if (exact.first(row) != row) {
                groups.join(exact.first(row), row);
            } else if (!hasher.empty(row)) {
                representatives[distinct++] = row;
            }
        }
        chance.sample(representatives, distinct);
        long time = Ages.time(window);
        memory.forget(time);
        int remembered = memory.size();
        long[] age = recall(window, representatives, distinct);
        memory.note(time);
        int[] link = new int[n];
        Arrays.fill(link, -1);
        if (near != null) {
            near.find(window, columns, hasher, chance, representatives, distinct);
            join(near.links, link);
        }
        groups.chain(n);
        DetectorResult.Builder result = DetectorResult.ofSamples(n);
        int[] kinds = report(window, columns, age, remembered, link, result);
        result.statistic("exact", kinds[0])
                .statistic("across_windows", kinds[2])
                .statistic("remembered", memory.size())
                .statistic(DetectorResult.CLUSTER_SIZE, clusterSize.value());
        if (near != null) {
            result.statistic("near", kinds[1]);
            if (!Double.isNaN(near.threshold())) {
                result.statistic("near_threshold", near.threshold());
            }
        }
        return result.build();
    }

    /** How many distinct samples ago each row was seen in an earlier window, -1 for never; learns those that are new. */
    private long[] recall(Window window, int[] representatives, int distinct) {
        long[] age = new long[window.size()];
        Arrays.fill(age, -1);
        for (int k = 0; k < distinct; k++) {
            int row = representatives[k];
            // A redelivered row is what memory may remember: no duplicate of itself.
            if (window.learnable(row)) {
                age[row] = memory.age(hasher.high(row), hasher.low(row));
            }
        }
        for (int k = 0; k < distinct; k++) {
            int row = representatives[k];
            if (window.learnable(row) && age[row] < 0) {
                memory.add(hasher.high(row), hasher.low(row));
            }
        }
        return age;
    }

    /** Joins the groups of linked rows, and notes the best link of each later row. */
    private void join(Links links, int[] link) {
        for (int i = 0; i < links.count; i++) {
            int later = links.later[i];
            if (links.earlier[i] >= 0) {
                groups.join(links.earlier[i], later);
            }
            if (link[later] < 0 || links.similarity[i] > links.similarity[link[later]]) {
                link[later] = i;
            }
        }
    }

    private int[] report(
            Window window,
            List<Column> columns,
            long[] age,
            int remembered,
            int[] link,
            DetectorResult.Builder result) {
        int[] kinds = new int[3];
        observe(window, age, remembered);
        clusterSize.begin(window.size());
        int learnt = 0;
        for (int row = 0; row < window.size(); row++) {
            if (hasher.empty(row)) {
                continue;
            }
            boolean learnable = window.learnable(row);
            learnt += learnable ? 1 : 0;
            int first = exact.first(row);
            boolean inGroup = groups.first(row) != row;
            int[] match = inGroup ? groups.earlier(row) : NO_ROWS;
            if (first != row || age[row] >= 0) {
                double severity = chance.posterior(hasher, columns, row, first != row ? window.size() : remembered);
                String reason = first != row
                        ? Reasons.copy(window, first, match)
                        : "exact copy of a sample of an earlier window, " + (age[row] + 1) + " distinct samples ago";
                kinds[0]++;
                kinds[2] += first == row ? 1 : 0;
                clusterSize.add(groups.first(row), learnable ? severity : 0);
                result.score(row, 1).issue(Issue.ofDuplicate(row, severity, reason, NO_FEATURES, match));
            } else if (near != null && (inGroup || link[row] >= 0)) {
                Links links = near.links;
                int best = link[row];
                double probability = best < 0 ? 0.5 : links.probability[best];
                double similarity = best < 0 ? near.similarity(row) : links.similarity[best];
                String reason =
                        best < 0 ? Reasons.joined(window, match[0]) : Reasons.near(window, columns, row, links, best);
                kinds[1]++;
                kinds[2] += inGroup ? 0 : 1;
                double severity = HARM_OF_NEAR * probability;
                clusterSize.add(groups.first(row), learnable ? severity : 0);
                result.score(row, 0.5 + 0.49 * similarity)
                        .issue(Issue.ofDuplicate(row, severity, reason, NO_FEATURES, match));
            } else {
                result.score(row, near == null ? 0 : 0.5 * near.similarity(row));
            }
        }
        clusterSize.end(window.size(), learnt);
        return kinds;
    }

    private void observe(Window window, long[] age, int remembered) {
        int[] rows = new int[window.size()];
        int size = 0;
        int copies = 0;
        int distinct = 0;
        BitSet repeated = new BitSet();
        for (int row = 0; row < window.size(); row++) {
            if (!hasher.empty(row)) {
                rows[size++] = row;
                if (exact.first(row) != row) {
                    repeated.set(exact.first(row));
                    copies++;
                } else {
                    distinct++;
                    copies += age[row] >= 0 ? 1 : 0;
                }
            }
        }
        chance.observe(rows, size, copies, remembered, 2 * repeated.cardinality() > distinct);
    }

    private List<Column> identity(Window window) {
        if (settings.identity().isEmpty() && settings.exclude().isEmpty()) {
            return window.features();
        }
        List<Column> columns = new ArrayList<>();
        if (settings.identity().isEmpty()) {
            for (Column column : window.features()) {
                if (!settings.exclude().contains(column.name())) {
                    columns.add(column);
                }
            }
            return columns;
        }
        for (String name : settings.identity()) {
            Column column = window.feature(name);
            if (column == null && name.equals("label")) {
                column = window.label();
            }
            if (column == null && name.startsWith("metadata.")) {
                column = window.metadata(name.substring("metadata.".length()));
            }
            if (column != null) {
                columns.add(column);
            }
        }
        return columns;
    }

    @Override
    public int stateVersion() {
        return VERSION;
    }

    @Override
    public void save(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out));
        memory.save(data);
        clusterSize.save(data);
        memory.saveAges(data);
        data.writeBoolean(near != null);
        if (near != null) {
            near.save(data);
        }
        data.flush();
    }

    @Override
    public void restore(InputStream in, int version) throws IOException {
        if (version < VERSION_WITHOUT_CLUSTERS || version > VERSION) {
            throw new IOException("state of version " + version + ", this detector reads versions "
                    + VERSION_WITHOUT_CLUSTERS + " to " + VERSION);
        }
        try {
            DataInputStream data = new DataInputStream(new BufferedInputStream(in));
            memory.restore(data);
            clusterSize.clear();
            if (version != VERSION_WITHOUT_CLUSTERS) {
                clusterSize.restore(data);
            }
            if (version > VERSION_WITHOUT_ROWS) {
                memory.restoreAges(data);
            }
            boolean saved = data.readBoolean();
            if (near != null) {
                near.clear();
                if (saved) {
                    near.restore(data, version > VERSION_WITHOUT_ROWS);
                }
            }
        } catch (IOException e) {
            memory.clear();
            clusterSize.clear();
            if (near != null) {
                near.clear();
            }
            throw e;
        }
    }
}
