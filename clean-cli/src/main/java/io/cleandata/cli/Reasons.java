package io.cleandata.cli;

import io.cleandata.model.DetectorReport;
import io.cleandata.model.Issue;
import io.cleandata.model.WindowReport;
import java.util.Comparator;
import java.util.Locale;

/** Says in a few words what is wrong with a window. */
final class Reasons {
    private Reasons() {}

    /** The detector that flags most, and the reason of its gravest issue; empty when nothing is flagged. */
    static String of(WindowReport report) {
        return report.detectors().values().stream()
                .filter(detector -> detector.flagged() > 0)
                .max(Comparator.comparingDouble(Reasons::loss).thenComparing(DetectorReport::detector))
                .map(Reasons::of)
                .orElse("");
    }

    private static double loss(DetectorReport detector) {
        double sum = 0;
        for (var issue : detector.result().issues()) {
            sum += issue.severity() * (issue.scope() == Issue.Scope.SAMPLE ? 1 : 1000);
        }
        return sum * detector.weight();
    }

    private static String of(DetectorReport detector) {
        return detector.result().issues().stream()
                .max(Comparator.comparingDouble(Issue::severity)
                        .thenComparing(Comparator.comparingInt(Issue::row).reversed()))
                .map(issue -> String.format(
                        Locale.ROOT, "%s (%d flagged): %s", detector.detector(), detector.flagged(), issue.reason()))
                .orElse(detector.detector());
    }
}
