package com.example.clean;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Window;
import io.cleandata.spi.Detector;
import io.cleandata.spi.SupportsState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Flags zeros in numeric features that were never zero before.
 *
 * <p>Severity is 1 - 1 / (n + 2) for n earlier values without a zero: by the rule of succession, how sure it is that a zero was
 * not to be expected. Memory: two numbers for each feature.
 */
final class SuspiciousZeroDetector implements Detector, SupportsState {

    private final SuspiciousZeroSettings settings;
    private final Map<String, long[]> seen = new TreeMap<>();

    SuspiciousZeroDetector(SuspiciousZeroSettings settings) {
        this.settings = settings;
    }

    @Override
    public DetectorResult analyze(Window window) {
        DetectorResult.Builder result = DetectorResult.ofSamples(window.size());
        for (int row = 0; row < window.size(); row++) {
            result.score(row, 0);
        }
        for (Column column : window.features()) {
            if (column instanceof NumericColumn numbers && column.kind() == ColumnKind.NUMERIC) {
                judge(numbers, window, result);
            }
        }
        return result.build();
    }

    private void judge(NumericColumn column, Window window, DetectorResult.Builder result) {
        long[] history = seen.computeIfAbsent(column.name(), name -> new long[2]);
        boolean judged = history[0] >= settings.minHistory() && history[1] == 0;
        double severity = 1 - 1.0 / (history[0] + 2);
        for (int row = 0; row < window.size(); row++) {
            if (column.missing(row)) {
                continue;
            }
            boolean zero = column.value(row) == 0;
            if (zero && judged) {
                result.score(row, severity);
                result.issue(Issue.ofSample(
                        row,
                        severity,
                        column.name() + " is 0, which it was in none of " + history[0] + " samples before",
                        List.of(column.name())));
            }
            if (window.learnable(row) && !(zero && judged)) { // never learn what was flagged, or what was learnt before
                history[0]++;
                history[1] += zero ? 1 : 0;
            }
        }
    }

    @Override
    public int stateVersion() {
        return 1;
    }

    @Override
    public void save(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(seen.size());
        for (Map.Entry<String, long[]> feature : seen.entrySet()) {
            out.writeUTF(feature.getKey());
            out.writeLong(feature.getValue()[0]);
            out.writeLong(feature.getValue()[1]);
        }
        out.flush();
    }

    @Override
    public void restore(InputStream stream, int version) throws IOException {
        if (version != stateVersion()) {
            throw new IOException("state of version " + version + ", this build reads " + stateVersion());
        }
        seen.clear();
        DataInputStream in = new DataInputStream(stream);
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            seen.put(in.readUTF(), new long[] {in.readLong(), in.readLong()});
        }
    }
}
