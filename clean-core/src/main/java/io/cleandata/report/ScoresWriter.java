package io.cleandata.report;

import io.cleandata.model.DetectorReport;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line of JSON for each sample and each detector that assessed it.
 *
 * <p>The lines of a file's samples are sorted by line, then by detector, when the writer is closed; a broker's stand in
 * the order of their windows. A sample that stands in several windows is written once, in its first. <b>Threading.</b>
 * One thread at a time. <b>Failure.</b> A file that cannot be written is a {@link io.cleandata.spi.CleanException} of
 * kind {@code EXTERNAL}.
 */
public final class ScoresWriter implements Consumer<WindowReport>, AutoCloseable {
    private final Naming naming;
    private final SortedLines lines;
    private final JsonLine line = new JsonLine();

    /** Creates the file, or empties it. */
    public ScoresWriter(Path file, Naming naming) {
        this(file, naming, false);
    }

    /**
     * Creates the file.
     *
     * @param goesOn whether to keep what an earlier run has written there of windows before the first of this run
     */
    public ScoresWriter(Path file, Naming naming, boolean goesOn) {
        this.naming = naming;
        this.lines = new SortedLines(file, naming.lines(), goesOn);
    }

    @Override
    public void accept(WindowReport report) {
        lines.begin(report.index());
        var window = report.window();
        List<Findings> findings = new ArrayList<>();
        for (var detector : report.detectors().values()) {
            if (detector.result().bySample() && detector.result().status() == DetectorResult.Status.OK) {
                findings.add(new Findings(detector));
            }
        }
        for (int row = window.firstNew(); row < window.size(); row++) {
            for (var each : findings) {
                write(window, row, each);
            }
        }
        lines.flush();
    }

    @Override
    public void close() {
        lines.close();
    }

    private void write(Window window, int row, Findings findings) {
        var issues = findings.of(row);
        float score = findings.scores[row];
        if (Float.isNaN(score) && issues.isEmpty()) {
            return;
        }
        var message = window.message(row);
        line.clear();
        line.object();
        naming.fields(line, message);
        line.field("window", window.index()).field("detector", findings.detector);
        line.field("score", Float.isNaN(score) ? issues.get(0).severity() : score);
        line.field("flagged", !issues.isEmpty());
        if (!issues.isEmpty()) {
            explain(window, issues);
        }
        line.endObject().end();
        lines.add(naming.lines() ? message.positionFirst() : 0, line);
    }

    private void explain(Window window, List<Issue> issues) {
        Set<String> reasons = new LinkedHashSet<>();
        Set<String> features = new LinkedHashSet<>();
        Set<Integer> match = new TreeSet<>();
        for (var issue : issues) {
            reasons.add(issue.reason());
            features.addAll(issue.features());
            for (int other : issue.match()) {
                match.add(other);
            }
        }
        line.field("reason", String.join("; ", reasons));
        if (!match.isEmpty()) {
            line.name("match").array();
            for (int other : match) {
                naming.value(line, window.message(other));
            }
            line.endArray();
        }
        if (!features.isEmpty()) {
            line.name("features").array();
            for (var feature : features) {
                line.text(feature);
            }
            line.endArray();
        }
    }

    /** A detector's scores, and its issues by row. */
    private static final class Findings {
        final String detector;
        final float[] scores;
        private final @Nullable List<Issue>[] byRow;

        @SuppressWarnings({"unchecked", "rawtypes"})
        Findings(DetectorReport report) {
            detector = report.detector();
            scores = report.result().scores();
            byRow = new List[scores.length];
            for (var issue : report.result().issues()) {
                if (issue.scope() == Issue.Scope.SAMPLE) {
                    var list = byRow[issue.row()];
                    if (list == null) {
                        list = new ArrayList<>(1);
                        byRow[issue.row()] = list;
                    }
                    list.add(issue);
                }
            }
        }

        List<Issue> of(int row) {
            var list = byRow[row];
            return list == null ? List.of() : list;
        }
    }
}
