package io.cleandata.cli.demo;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.DetectorReport;
import io.cleandata.model.WindowReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds alerts against the faults that were injected.
 *
 * <p>A fault counts as caught by the first alert that opens or escalates between its first window and two windows after
 * its last, and that names the right cause: a metric of a detector that is right for it, or the quality score with such
 * a detector weighing most. An alert for another reason at the right time catches nothing. <b>Threading.</b> Any thread.
 */
final class Tally {
    private static final int GRACE = 2;
    private static final String BAD_MESSAGES = "bad_message";

    private static final class Entry {
        final DemoScript.Scene scene;
        long first = Long.MAX_VALUE;
        long last = Long.MAX_VALUE;
        long firstWindow = -1;
        long lastWindow = -1;
        double scores;
        int scored;

        @Nullable
        String caughtBy;

        long caughtIn;

        Entry(DemoScript.Scene scene) {
            this.scene = scene;
        }
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    Tally(List<DemoScript.Scene> scenes) {
        scenes.forEach(scene -> entries.put(scene.name(), new Entry(scene)));
    }

    synchronized void fault(DemoSource.Fault fault) {
        var entry = entries.get(fault.name());
        if (entry == null) {
            return;
        }
        if (fault.began()) {
            entry.first = fault.message();
        } else {
            entry.last = fault.message();
        }
    }

    synchronized void window(WindowReport report) {
        var window = report.window();
        if (window.size() == 0) {
            return;
        }
        long from = window.message(window.firstNew() < window.size() ? window.firstNew() : 0)
                .positionFirst();
        long to = window.message(window.size() - 1).positionFirst();
        for (var entry : entries.values()) {
            if (from <= entry.last && to >= entry.first) {
                entry.firstWindow = entry.firstWindow < 0 ? report.index() : entry.firstWindow;
                entry.lastWindow = report.index();
                if (!Double.isNaN(report.score())) {
                    entry.scores += report.score();
                    entry.scored++;
                }
            }
            if (entry.caughtBy == null && entry.firstWindow >= 0 && report.index() <= entry.lastWindow + GRACE) {
                catches(entry, report);
            }
        }
    }

    private static void catches(Entry entry, WindowReport report) {
        for (var alert : report.alerts()) {
            boolean news = alert.state() == AlertState.OPENED || alert.state() == AlertState.ESCALATED;
            if (news && names(alert, report, entry.scene)) {
                entry.caughtBy = cause(alert, report);
                entry.caughtIn = report.index();
                return;
            }
        }
    }

    private static boolean names(Alert alert, WindowReport report, DemoScript.Scene scene) {
        if (scene.detectors().isEmpty()) {
            return alert.metric().startsWith(BAD_MESSAGES);
        }
        for (var detector : report.detectors().values()) {
            if (detector.metric().equals(alert.metric())) {
                return scene.detectors().contains(detector.detector());
            }
        }
        return scene.detectors().contains(heaviest(alert, report));
    }

    /** The detector that the alert blames most; where it blames none, the one that took most from the window's score. */
    private static String heaviest(Alert alert, WindowReport report) {
        if (!alert.detectors().isEmpty()) {
            return alert.detectors().get(0).name();
        }
        return report.detectors().values().stream()
                .filter(detector -> loss(detector) > 0)
                .max(Comparator.comparingDouble(Tally::loss))
                .map(DetectorReport::detector)
                .orElse("");
    }

    private static double loss(DetectorReport detector) {
        double sum = 0;
        for (var issue : detector.result().issues()) {
            sum += issue.severity();
        }
        return sum * detector.weight();
    }

    private static String cause(Alert alert, WindowReport report) {
        String detector = alert.metric().equals("quality_score") ? heaviest(alert, report) : "";
        return detector.isEmpty() ? alert.metric() : alert.metric() + " (" + detector + ")";
    }

    /** What became of the faults that have begun, in their order. */
    synchronized List<Outcome> outcomes() {
        var outcomes = new ArrayList<Outcome>();
        for (var entry : entries.values()) {
            if (entry.first != Long.MAX_VALUE) {
                outcomes.add(new Outcome(
                        entry.scene.name(),
                        entry.scene.feature(),
                        entry.first,
                        entry.last,
                        entry.caughtBy,
                        entry.caughtIn - entry.firstWindow,
                        entry.scored == 0 ? Double.NaN : entry.scores / entry.scored));
            }
        }
        return outcomes;
    }
}
