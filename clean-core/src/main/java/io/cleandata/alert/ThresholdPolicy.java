package io.cleandata.alert;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Message;
import io.cleandata.model.Severity;
import io.cleandata.model.WindowReport;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The plain rule: an incident opens when the score falls below the threshold and recovers when it is back. */
public final class ThresholdPolicy implements AlertPolicy {

    private final double threshold;
    private final double critical;
    private final Map<String, String> open = new HashMap<>();
    private long incidents;

    public ThresholdPolicy(double threshold, double critical) {
        this.threshold = threshold;
        this.critical = critical;
    }

    @Override
    public List<Alert> evaluate(WindowReport report) {
        double score = report.score();
        if (Double.isNaN(score)) {
            return List.of();
        }
        String key = report.key() == null ? "" : report.key();
        String incident = open.get(key);
        boolean low = score < threshold;
        if (low == (incident != null)) {
            return List.of();
        }
        if (incident == null) {
            incident = report.pipeline() + "/quality_score/" + (key.isEmpty() ? "" : key + "/") + ++incidents;
            open.put(key, incident);
        } else {
            open.remove(key);
        }
        return List.of(Alert.builder()
                .pipeline(report.pipeline())
                .incident(incident)
                .state(low ? AlertState.OPENED : AlertState.RECOVERED)
                .severity(score < critical ? Severity.CRITICAL : Severity.WARNING)
                .metric("quality_score")
                .key(report.key())
                .value(score)
                .interval(report.scoreLow(), report.scoreHigh())
                .threshold(threshold)
                .message(String.format(
                        Locale.ROOT,
                        low ? "Quality score %.3f is below %.3f" : "Quality score %.3f is back above %.3f",
                        score,
                        threshold))
                .time(report.window().closed())
                .window(report.index())
                .positions(position(report, 0), position(report, report.window().size() - 1))
                .build());
    }

    private static String position(WindowReport report, int row) {
        Message message = report.window().message(row);
        return message.partition() + "@" + message.position();
    }
}
