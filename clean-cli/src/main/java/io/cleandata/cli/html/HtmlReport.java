package io.cleandata.cli.html;

import io.cleandata.file.FileProblem;
import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.DetectorReport;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Severity;
import io.cleandata.model.WindowReport;
import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Collects a run window by window, in bounded memory, and writes it as one page when closed.
 *
 * <p><b>Threading.</b> One thread at a time. <b>Failure.</b> A page that cannot be written is a {@link CleanException} of kind {@code EXTERNAL}.
 */
public final class HtmlReport implements Consumer<WindowReport>, AutoCloseable {

    private static final int POINTS = 600;
    private static final int WORST = 10;
    private static final int INCIDENTS = 200;
    private static final int GROUPS = 25;

    final String title;
    final double threshold;
    final PointSeries series = new PointSeries(POINTS);
    final Map<String, DetectorTotals> detectors = new TreeMap<>();
    final Map<String, long[]> features = new TreeMap<>();
    final Map<String, IncidentMark> incidents = new LinkedHashMap<>();
    final Map<String, Long> badMessages = new TreeMap<>();
    final List<String> duplicateGroups = new ArrayList<>();
    final List<WorstWindow> worst = new ArrayList<>();
    long windows;
    long samples;
    double scoreSum;
    long scored;
    double lowest = Double.NaN;
    private final Path file;
    private boolean written;

    /**
     * @param title what was replayed
     * @param threshold the score's threshold, NaN for none
     */
    public HtmlReport(Path file, String title, double threshold) {
        this.file = file;
        this.title = title;
        this.threshold = threshold;
    }

    @Override
    public void accept(WindowReport report) {
        report.alerts().forEach(alert -> alert(report, alert));
        report.badMessages().forEach((reason, count) -> badMessages.merge(reason, count, Long::sum));
        if (report.window().size() > 0) { // else it tells of bad messages only
            window(report);
        }
    }

    private void window(WindowReport report) {
        windows++;
        samples += report.size();
        double score = report.score();
        series.add(new WindowPoint(report.index(), report.index(), score, report.scoreLow(), report.scoreHigh()));
        if (!Double.isNaN(score)) {
            scored++;
            scoreSum += score;
            lowest = Double.isNaN(lowest) ? score : Math.min(lowest, score);
        }
        report.detectors().values().forEach(detector -> detector(report, detector));
        keepIfWorst(report);
    }

    private void detector(WindowReport report, DetectorReport detector) {
        DetectorTotals totals = detectors.computeIfAbsent(detector.detector(), name -> new DetectorTotals());
        totals.add(detector);
        for (Issue issue : detector.result().issues()) {
            if (issue.row() >= 0 && issue.row() < report.window().firstNew()) {
                continue;
            }
            for (String feature : issue.features()) {
                if (features.size() < 1000 || features.containsKey(feature)) {
                    features.computeIfAbsent(feature, f -> new long[2])[issue.row() < 0 ? 1 : 0]++;
                }
            }
            if (issue.match().length > 0 && duplicateGroups.size() < GROUPS) {
                duplicateGroups.add("window " + report.index() + ", "
                        + report.window().message(issue.row()).partition() + " "
                        + report.window().message(issue.row()).positionFirst() + ": " + issue.reason());
            }
        }
    }

    private void alert(WindowReport report, Alert alert) {
        IncidentMark known = incidents.get(alert.incident());
        if (known == null) {
            if (incidents.size() < INCIDENTS && alert.state() != AlertState.RECOVERED) {
                incidents.put(
                        alert.incident(),
                        new IncidentMark(
                                alert.incident(),
                                alert.metric(),
                                alert.severity() == Severity.CRITICAL,
                                report.index(),
                                -1,
                                alert.message()));
            }
        } else if (alert.state() == AlertState.RECOVERED) {
            incidents.put(alert.incident(), known.recovered(report.index()));
        } else if (alert.severity() == Severity.CRITICAL) {
            incidents.put(alert.incident(), known.escalated());
        }
    }

    private void keepIfWorst(WindowReport report) {
        double score = report.score();
        boolean anything = report.detectors().values().stream()
                .anyMatch(d -> !d.result().issues().isEmpty());
        if (Double.isNaN(score) || !anything) {
            return;
        }
        if (worst.size() < WORST || score < worst.get(worst.size() - 1).score()) {
            worst.add(WorstWindow.of(report));
            worst.sort(Comparator.comparingDouble(WorstWindow::score).thenComparingLong(WorstWindow::index));
            if (worst.size() > WORST) {
                worst.remove(worst.size() - 1);
            }
        }
    }

    /** Writes the page. */
    @Override
    public void close() {
        if (written) {
            return;
        }
        written = true;
        try {
            Files.writeString(file, new HtmlPage(this).toString(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CleanException(
                    CleanException.Kind.EXTERNAL, "cannot write " + file + ": " + FileProblem.words(file, e), e);
        }
    }

    /** What one detector found over the run. */
    static final class DetectorTotals {
        long flagged;
        long assessed;
        long windowsFlagged;
        long windowsFailed;
        long windowsNotAssessable;
        double worstRate;
        double millis;

        void add(DetectorReport report) {
            flagged += report.flagged();
            windowsFlagged += report.flagged() > 0 ? 1 : 0;
            windowsFailed += report.result().status() == DetectorResult.Status.FAILED ? 1 : 0;
            windowsNotAssessable += report.result().status() == DetectorResult.Status.NOT_ASSESSABLE ? 1 : 0;
            assessed++;
            worstRate = Double.isNaN(report.rate()) ? worstRate : Math.max(worstRate, report.rate());
            millis += report.cpuMillis();
        }
    }
}
