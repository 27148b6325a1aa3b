package io.cleandata.cli;

import io.cleandata.model.DetectorReport;
import io.cleandata.model.Issue;
import io.cleandata.model.WindowReport;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** Says in a few words what is wrong with a window. */
final class Reasons {
    private Reasons() {}

    /** The detector that costs most, and the reason of its gravest issue; empty when nothing is found in the window's new samples. */
    static String of(WindowReport report) {
        int firstNew = report.window().firstNew();
        return report.detectors().values().stream()
                .filter(detector -> issues(detector, firstNew).findAny().isPresent())
                .max(Comparator.comparingDouble((DetectorReport detector) -> loss(detector, firstNew))
                        .thenComparing(DetectorReport::detector))
                .map(detector -> of(detector, firstNew))
                .orElse("");
    }

    private static Stream<Issue> issues(DetectorReport detector, int firstNew) {
        return detector.result().issues().stream()
                .filter(issue -> issue.scope() != Issue.Scope.SAMPLE || issue.row() >= firstNew);
    }

    private static double loss(DetectorReport detector, int firstNew) {
        return detector.weight()
                * issues(detector, firstNew)
                        .mapToDouble(issue -> issue.severity() * (issue.scope() == Issue.Scope.SAMPLE ? 1 : 1000))
                        .sum();
    }

    private static String of(DetectorReport detector, int firstNew) {
        String flagged = detector.flagged() == 0 ? "" : String.format(Locale.ROOT, " (%d flagged)", detector.flagged());
        return issues(detector, firstNew)
                .max(Comparator.comparingDouble(Issue::severity)
                        .thenComparing(Comparator.comparingInt(Issue::row).reversed()))
                .map(issue -> detector.detector() + flagged + ": " + issue.reason())
                .orElseThrow();
    }
}
