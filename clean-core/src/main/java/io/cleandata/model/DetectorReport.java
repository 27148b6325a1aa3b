package io.cleandata.model;

/**
 * One detector's result in a window's report.
 *
 * @param detector the detector's name, such as {@code labels}
 * @param metric its rate's name, such as {@code label_errors}
 * @param weight the weight of its severities in the score, 0..1
 * @param result what it found
 * @param flagged flagged new samples, or flagged features for a detector that judges features
 * @param rate flagged as a share of the new samples assessed (or of the features), 0..1; NaN when nothing was assessed
 * @param cpuMillis CPU time on this window, preparation and forked work included, in milliseconds
 */
public record DetectorReport(
        String detector,
        String metric,
        double weight,
        DetectorResult result,
        int flagged,
        double rate,
        double cpuMillis) {

    /** The report of a result: counts what it flags among the window's new rows. */
    public static DetectorReport of(
            String detector, String metric, double weight, DetectorResult result, Window window, double cpuMillis) {
        int flagged = 0;
        double rate = Double.NaN;
        if (result.status() == DetectorResult.Status.OK) {
            if (result.bySample()) {
                int last = -1;
                for (Issue issue : result.issues()) {
                    if (issue.scope() == Issue.Scope.SAMPLE
                            && issue.row() >= window.firstNew()
                            && issue.row() != last) {
                        last = issue.row();
                        flagged++;
                    }
                }
                int assessed = 0;
                float[] scores = result.scores();
                for (int row = window.firstNew(); row < window.size(); row++) {
                    if (!Float.isNaN(scores[row])) {
                        assessed++;
                    }
                }
                rate = assessed == 0 ? Double.NaN : Math.min(1, (double) flagged / assessed);
            } else {
                java.util.Set<String> features = new java.util.HashSet<>();
                int whole = 0;
                for (Issue issue : result.issues()) {
                    features.addAll(issue.features());
                    if (issue.features().isEmpty()) {
                        whole = 1;
                    }
                }
                flagged = Math.max(features.size(), whole);
                rate = Math.min(
                        1, (double) flagged / Math.max(1, window.features().size()));
            }
        }
        return new DetectorReport(detector, metric, weight, result, flagged, rate, cpuMillis);
    }
}
