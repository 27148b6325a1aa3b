package io.cleandata.report;

import io.cleandata.model.Alert;
import io.cleandata.model.DetectorReport;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Message;
import io.cleandata.model.WindowReport;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Writes one line of JSON for each window, in the order of the windows.
 *
 * <p><b>Threading.</b> One thread at a time. <b>Failure.</b> A file that cannot be written is a {@link
 * io.cleandata.spi.CleanException} of kind {@code EXTERNAL}.
 */
public final class ReportsWriter implements Consumer<WindowReport>, AutoCloseable {
    /** The version of the format, written with each line; grows when a field changes its meaning or goes. */
    public static final int VERSION = 1;

    private static final int MAX_ISSUES = 50;

    private final Naming naming;
    private final SortedLines lines;
    private final JsonLine line = new JsonLine();

    /** Creates the file, or empties it. */
    public ReportsWriter(Path file, Naming naming) {
        this(file, naming, false);
    }

    /**
     * Creates the file.
     *
     * @param goesOn whether to keep what an earlier run has written there of windows before the first of this run
     */
    public ReportsWriter(Path file, Naming naming, boolean goesOn) {
        this.naming = naming;
        this.lines = new SortedLines(file, true, goesOn);
    }

    @Override
    public void accept(WindowReport report) {
        lines.begin(report.index());
        line.clear();
        line.object().field("window", report.index());
        var key = report.key();
        if (key != null) {
            line.field("key", key);
        }
        extent(report);
        line.field("size", report.size()).field("partial", report.partial());
        line.field("score", report.score());
        line.field("scoreLow", report.scoreLow());
        line.field("scoreHigh", report.scoreHigh());
        line.name("detectors").object();
        for (var detector : report.detectors().values()) {
            write(detector);
        }
        line.endObject();
        line.name("alerts").array();
        for (var alert : report.alerts()) {
            write(alert);
        }
        line.endArray();
        line.name("badMessages").object();
        report.badMessages().forEach(line::field);
        line.endObject();
        if (report.lateSamples() > 0) {
            line.field("lateSamples", report.lateSamples());
        }
        int redelivered = report.window().redeliveredRows();
        if (redelivered > 0) {
            line.field("redelivered", redelivered);
        }
        line.field("version", VERSION).endObject().end();
        lines.add(report.index(), line);
        lines.flush();
    }

    @Override
    public void close() {
        lines.close();
    }

    private void extent(WindowReport report) {
        var window = report.window();
        if (window.size() == 0) {
            return;
        }
        Message first = window.message(0);
        Message last = first;
        for (int row = 1; row < window.size(); row++) {
            var message = window.message(row);
            if (!naming.lines()) {
                last = message;
            } else if (message.positionFirst() < first.positionFirst()) {
                first = message;
            } else if (message.positionFirst() > last.positionFirst()) {
                last = message;
            }
        }
        line.name("first");
        naming.value(line, first);
        line.name("last");
        naming.value(line, last);
    }

    private void write(DetectorReport detector) {
        var result = detector.result();
        line.name(detector.detector()).object();
        line.field("status", result.status().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (result.status() != DetectorResult.Status.OK || !result.note().isEmpty()) {
            line.field("note", result.note());
        }
        line.field("flagged", detector.flagged());
        line.field("rate", detector.rate());
        line.field("millis", Math.rint(detector.cpuMillis() * 1000) / 1000);
        line.name("statistics").object();
        result.statistics().forEach(line::field);
        line.endObject();
        issues(result);
        line.endObject();
    }

    /** The faults of features and of the whole window, which the scores of samples cannot tell. */
    private void issues(DetectorResult result) {
        int count = 0;
        for (var issue : result.issues()) {
            if (issue.scope() == Issue.Scope.SAMPLE || count == MAX_ISSUES) {
                continue;
            }
            if (count++ == 0) {
                line.name("issues").array();
            }
            line.object().field("severity", issue.severity()).field("reason", issue.reason());
            line.name("features").array();
            issue.features().forEach(line::text);
            line.endArray().endObject();
        }
        if (count > 0) {
            line.endArray();
        }
    }

    private void write(Alert alert) {
        line.object()
                .field("incident", alert.incident())
                .field("state", alert.state().name().toLowerCase(Locale.ROOT))
                .field("severity", alert.severity().name().toLowerCase(Locale.ROOT))
                .field("metric", alert.metric());
        line.field("value", alert.value());
        line.field("threshold", alert.threshold());
        if (!alert.detectors().isEmpty()) {
            line.field("detector", alert.detectors().get(0).name());
        }
        line.name("features").array();
        for (var feature : alert.features()) {
            line.text(feature.name());
        }
        line.endArray().field("message", alert.message()).endObject();
    }
}
