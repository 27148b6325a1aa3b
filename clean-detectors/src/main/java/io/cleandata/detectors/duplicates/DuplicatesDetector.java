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
import java.util.List;

/**
 * Finds samples that repeat earlier ones.
 *
 * <p><b>Exact copies</b> have equal canonical hashes of 128 bits ({@link RowHasher}), in the window or among the last {@code memory}
 * distinct samples of the stream ({@link HashMemory}). Of each group the first member is kept and the later ones are flagged, so that the rate
 * is what keeping the first would remove. The severity of an exact copy is the probability that it is no chance
 * ({@link ChanceEquality}).
 *
 * <p>Cost: a few tens of nanoseconds for each cell, and one look-up for each distinct sample, whatever the memory's size.
 */
final class DuplicatesDetector implements Detector, SupportsState {

    private static final int VERSION = 1;
    private static final List<String> NO_FEATURES = List.of();
    private static final int[] NO_ROWS = new int[0];

    private final DuplicatesSettings settings;
    private final HashMemory memory;
    private final RowHasher hasher = new RowHasher();
    private final ExactGroups exact = new ExactGroups();
    private final Groups groups = new Groups();
    private final ChanceEquality chance = new ChanceEquality();

    DuplicatesDetector(DuplicatesSettings settings) {
        this.settings = settings;
        this.memory = new HashMemory(settings.memory());
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
        for (int row = 0; row < n; row++) {
            if (exact.first(row) != row) {
                groups.join(exact.first(row), row);
            }
        }
        groups.chain(n);
        DetectorResult.Builder result = DetectorResult.ofSamples(n);
        int inWindow = 0;
        int acrossWindows = 0;
        int remembered = memory.size();
        boolean sampled = false;
        for (int row = 0; row < n; row++) {
            if (hasher.empty(row)) {
                continue;
            }
            long age = -1;
            boolean copy = groups.first(row) != row;
            if (row >= window.firstNew() && !copy) {
                long h = hasher.high(row);
                long l = hasher.low(row);
                // A redelivered row is what memory may remember: no duplicate of itself.
                if (window.learnable(row)) {
                    age = memory.age(h, l);
                    if (age < 0) {
                        memory.add(h, l);
                    }
                }
            }
            if (!copy && age < 0) {
                result.score(row, 0);
                continue;
            }
            if (!sampled) {
                chance.sample(exact, hasher, n);
                sampled = true;
            }
            double posterior = chance.posterior(hasher, columns, row, copy ? n : remembered);
            result.score(row, 1);
            if (copy) {
                inWindow++;
                int[] match = groups.earlier(row);
                result.issue(Issue.ofDuplicate(row, posterior, copyReason(window, match), NO_FEATURES, match));
            } else {
                acrossWindows++;
                String reason = "exact copy of a sample of an earlier window, " + (age + 1) + " distinct samples ago";
                result.issue(Issue.ofDuplicate(row, posterior, reason, NO_FEATURES, NO_ROWS));
            }
        }
        return result.statistic("exact", inWindow + acrossWindows)
                .statistic("across_windows", acrossWindows)
                .statistic("remembered", memory.size())
                .build();
    }

    private static String copyReason(Window window, int[] match) {
        String reason = "exact copy of the sample at position "
                + window.message(match[0]).position() + " in this window";
        return match.length == 1 ? reason : reason + ", as are " + (match.length - 1) + " between them";
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
        data.flush();
    }

    @Override
    public void restore(InputStream in, int version) throws IOException {
        if (version != VERSION) {
            throw new IOException("state of version " + version + ", this detector reads version " + VERSION);
        }
        try {
            memory.restore(new DataInputStream(new BufferedInputStream(in)));
        } catch (IOException e) {
            memory.clear();
            throw e;
        }
    }
}
