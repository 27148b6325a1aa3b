package io.cleandata.cli.html;

import io.cleandata.model.DetectorReport;
import io.cleandata.model.Issue;
import io.cleandata.model.Message;
import io.cleandata.model.WindowReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One of the worst windows, with what was found in it.
 *
 * @param index its number
 * @param score its score
 * @param extent its first and last positions
 * @param findings its gravest issues
 * @param issues how many issues it has in all
 */
record WorstWindow(long index, double score, String extent, List<Finding> findings, int issues) {

    /**
     * One issue.
     *
     * @param detector who found it
     * @param where the sample's position, a feature or the window
     * @param reason why
     * @param excerpt the sample's own text, cut off; empty when it is no sample
     */
    record Finding(String detector, String where, String reason, String excerpt) {}

    private static final int FINDINGS = 12;
    private static final int EXCERPT = 300;

    static WorstWindow of(WindowReport report) {
        record Found(String detector, Issue issue) {}
        List<Found> all = new ArrayList<>();
        for (DetectorReport detector : report.detectors().values()) {
            detector.result().issues().stream()
                    .filter(issue ->
                            issue.row() < 0 || issue.row() >= report.window().firstNew())
                    .forEach(issue -> all.add(new Found(detector.detector(), issue)));
        }
        List<Finding> findings = all.stream()
                .sorted(Comparator.comparingDouble((Found f) -> -f.issue.severity())
                        .thenComparingInt(f -> f.issue.row()))
                .limit(FINDINGS)
                .map(f -> finding(report, f.detector, f.issue))
                .toList();
        return new WorstWindow(report.index(), report.score(), extent(report), findings, all.size());
    }

    private static Finding finding(WindowReport report, String detector, Issue issue) {
        if (issue.row() < 0) {
            String where = issue.features().isEmpty() ? "window" : String.join(", ", issue.features());
            return new Finding(detector, where, issue.reason(), "");
        }
        Message message = report.window().message(issue.row());
        String text = message.text();
        String excerpt = text.length() > EXCERPT ? text.substring(0, EXCERPT) + "..." : text;
        return new Finding(detector, position(message), issue.reason(), excerpt);
    }

    private static String extent(WindowReport report) {
        if (report.window().size() == 0) {
            return "";
        }
        int firstNew = Math.min(report.window().firstNew(), report.window().size() - 1);
        return position(report.window().message(firstNew)) + " to "
                + position(report.window().message(report.window().size() - 1));
    }

    private static String position(Message message) {
        return message.partition() + " " + message.positionFirst();
    }
}
