package io.cleandata.cli;

import io.cleandata.model.AlertState;
import io.cleandata.model.DetectorReport;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.WindowReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a replay has found so far, kept small: no window is held. */
final class ReplayTotals {
    private static final int WORST = 5;

    /** One detector over all windows. */
    static final class DetectorTotal {
        long flagged;
        int windows;
        int failed;
        int notAssessable;
        double rates;

        /** Why it failed or could not judge, in the last window where it did not. */
        String note = "";

        private void add(DetectorReport report) {
            windows++;
            flagged += report.flagged();
            if (report.result().status() != DetectorResult.Status.OK) {
                note = report.result().note();
            }
            if (report.result().status() == DetectorResult.Status.FAILED) {
                failed++;
            } else if (report.result().status() == DetectorResult.Status.NOT_ASSESSABLE) {
                notAssessable++;
            } else if (!Double.isNaN(report.rate())) {
                rates += report.rate();
            }
        }

        double meanRate() {
            int assessed = windows - failed - notAssessable;
            return assessed == 0 ? Double.NaN : rates / assessed;
        }
    }

    /** A window worth a look. */
    record Worst(long window, String first, String last, double score, double low, double high, String why) {}

    private final Map<String, DetectorTotal> detectors = new TreeMap<>();
    private final List<Worst> worst = new ArrayList<>();
    private double[] scores = new double[64];
    private int windows;
    private long samples;
    private long lateSamples;
    private int opened;
    private int recovered;
    private double lowestOfComplete = Double.NaN;

    /** Takes a report in; one without samples tells of bad messages and alerts only, and is no window. */
    void add(WindowReport report) {
        for (var alert : report.alerts()) {
            opened += alert.state() == AlertState.OPENED ? 1 : 0;
            recovered += alert.state() == AlertState.RECOVERED ? 1 : 0;
        }
        if (report.window().size() > 0) {
            addWindow(report);
        }
    }

    private void addWindow(WindowReport report) {
        if (windows == scores.length) {
            scores = Arrays.copyOf(scores, windows * 2);
        }
        scores[windows++] = report.score();
        samples += report.size();
        lateSamples += report.lateSamples();
        report.detectors()
                .forEach((name, found) -> detectors
                        .computeIfAbsent(name, ignored -> new DetectorTotal())
                        .add(found));
        if (!report.partial() && !Double.isNaN(report.scoreHigh())) {
            lowestOfComplete = Double.isNaN(lowestOfComplete)
                    ? report.scoreHigh()
                    : Math.min(lowestOfComplete, report.scoreHigh());
        }
        keepIfBad(report);
    }

    private void keepIfBad(WindowReport report) {
        if (Double.isNaN(report.score()) || report.window().size() == 0) {
            return;
        }
        if (worst.size() == WORST && report.score() >= worst.get(WORST - 1).score()) {
            return;
        }
        var window = report.window();
        worst.add(new Worst(
                report.index(),
                window.message(0).position().first() + "",
                window.message(window.size() - 1).position().first() + "",
                report.score(),
                report.scoreLow(),
                report.scoreHigh(),
                Reasons.of(report)));
        worst.sort(Comparator.comparingDouble(Worst::score).thenComparingLong(Worst::window));
        if (worst.size() > WORST) {
            worst.remove(WORST);
        }
    }

    double[] scores() {
        return Arrays.copyOf(scores, windows);
    }

    Map<String, DetectorTotal> detectors() {
        return detectors;
    }

    /** The windows with the lowest scores, the lowest first. */
    List<Worst> worst() {
        return worst;
    }

    int windows() {
        return windows;
    }

    long samples() {
        return samples;
    }

    long lateSamples() {
        return lateSamples;
    }

    int opened() {
        return opened;
    }

    int recovered() {
        return recovered;
    }

    /** The lowest upper end of a complete window's interval; NaN when no complete window was scored. */
    double lowestScoreHigh() {
        return lowestOfComplete;
    }
}
