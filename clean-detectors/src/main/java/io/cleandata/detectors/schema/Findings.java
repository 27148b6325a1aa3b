package io.cleandata.detectors.schema;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The faults of one window: cells, each at most once, and fields. */
final class Findings {

    private static final int NAMED = 6;
    private static final int CLIP = 60;

    private final int rows;
    private final Map<String, BitSet> known = new HashMap<>();
    private final List<String>[] fields;
    private final @Nullable StringBuilder[] reasons;
    private final double[] sound;
    private final List<Issue> overall = new ArrayList<>();
    private int cells;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Findings(int rows) {
        this.rows = rows;
        this.fields = new List[rows];
        this.reasons = new StringBuilder[rows];
        this.sound = new double[rows];
        Arrays.fill(sound, 1);
    }

    /** Adds a cell at fault; the first finding on a cell counts. */
    void cell(int row, String field, double severity, String reason) {
        BitSet of = known.computeIfAbsent(field, name -> new BitSet(rows));
        if (of.get(row)) {
            return;
        }
        of.set(row);
        cells++;
        sound[row] *= 1 - severity;
        StringBuilder text = reasons[row];
        if (text == null) {
            text = new StringBuilder();
            reasons[row] = text;
            fields[row] = new ArrayList<>(2);
        }
        fields[row].add(field);
        if (fields[row].size() <= NAMED) {
            text.append(text.length() == 0 ? "" : "; ").append(reason);
        }
    }

    /** Adds a field at fault. */
    void field(String field, double severity, String reason) {
        overall.add(Issue.ofFeature(field, Math.min(1, severity), reason));
    }

    /** Whether the cell is at fault already. */
    boolean faulty(int row, String field) {
        BitSet of = known.get(field);
        return of != null && of.get(row);
    }

    /** How many cells are at fault. */
    int cells() {
        return cells;
    }

    /** Writes scores and issues. */
    void report(int firstNew, DetectorResult.Builder result) {
        for (int row = 0; row < rows; row++) {
            double severity = Math.min(1, 1 - sound[row]);
            result.score(row, severity);
            StringBuilder reason = reasons[row];
            if (reason == null || row < firstNew) {
                continue;
            }
            int more = fields[row].size() - NAMED;
            result.issue(Issue.ofSample(
                    row, severity, more > 0 ? reason + "; and " + more + " more" : reason.toString(), fields[row]));
        }
        overall.forEach(result::issue);
    }

    /** A value in quotes, cut where it is long. */
    static String quote(@Nullable String text) {
        if (text == null) {
            return "nothing";
        }
        return "'" + (text.length() <= CLIP ? text : text.substring(0, CLIP) + "...") + "'";
    }
}
