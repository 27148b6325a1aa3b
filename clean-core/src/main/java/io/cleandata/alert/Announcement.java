package io.cleandata.alert;

import io.cleandata.alert.MetricMonitor.Cause;
import io.cleandata.alert.MetricMonitor.Change;
import io.cleandata.alert.MetricMonitor.Observation;
import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.DetectorReport;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Message;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts a change of an incident into words. */
record Announcement(
        WindowReport report,
        String metric,
        @Nullable String key,
        long number,
        Change change,
        Observation seen,
        @Nullable DetectorReport detector) {

    /**
     * The end of an incident of a key that fell silent: without a value, and without positions, since the window is another key's.
     *
     * @param since when data of the key came last
     * @param recovered whether the incident had ended before, in a span of time in which alerts are kept back
     */
    Alert ofSilence(Instant since, boolean recovered) {
        StringBuilder text = new StringBuilder(200)
                .append(metric)
                .append(": no data of key ")
                .append(key)
                .append(" of ")
                .append(report.pipeline())
                .append(" came since ")
                .append(since.truncatedTo(ChronoUnit.SECONDS))
                .append(
                        recovered
                                ? "; the incident had ended before, while its alerts were kept back."
                                : "; the incident is closed without having been seen to recover.");
        return begun().message(text.toString()).build();
    }

    Alert alert() {
        Window window = report.window();
        Alert.Builder alert = begun();
        if (window.size() > 0) {
            alert.positions(
                    position(window.message(window.firstNew() < window.size() ? window.firstNew() : 0)),
                    position(window.message(window.size() - 1)));
        }
        if (change.state() == AlertState.RECOVERED || metric.equals(QualityAlertPolicy.BAD_MESSAGES)) {
            return alert.message(message("")).build();
        }
        Explanation why = Explanation.of(report, detector);
        return alert.detectors(why.detectors())
                .features(why.features())
                .concentrations(why.concentrations())
                .examples(why.examples())
                .message(message(why.inWords()))
                .build();
    }

    private Alert.Builder begun() {
        Window window = report.window();
        return Alert.builder()
                .pipeline(report.pipeline())
                .incident(report.pipeline() + "/" + metric + "/" + (key == null ? "" : key + "/") + number)
                .state(change.state())
                .severity(change.severity())
                .metric(metric)
                .key(key)
                .value(seen.value())
                .interval(seen.low(), seen.high())
                .threshold(change.boundary())
                .time(window.closed())
                .window(window.index());
    }

    private static String position(Message message) {
        return message.partition() + "@" + message.position();
    }

    private String message(String why) {
        StringBuilder text = new StringBuilder(200);
        if (metric.equals(QualityAlertPolicy.ASSESSMENT)) {
            text.append(
                    change.state() == AlertState.RECOVERED
                            ? "There is a quality score again"
                            : "There is no quality score: too few detectors could judge the window");
            where(text);
            if (change.state() != AlertState.RECOVERED) {
                unassessed(text);
            }
            return text.toString();
        }
        boolean rate = !metric.equals(QualityAlertPolicy.QUALITY_SCORE);
        text.append(rate ? metric + " " : "Quality score ").append(number(seen.value(), rate));
        String usual = number(change.usual(), rate);
        if (change.state() == AlertState.RECOVERED) {
            if (change.settled()) {
                text.append(" is taken as the new usual after a long time there (it was ")
                        .append(usual)
                        .append(')');
            } else if (change.cause() == Cause.DEGRADATION) {
                text.append(" is near its usual ").append(usual).append(" again");
            } else {
                text.append(rate ? " is back below its threshold " : " is back above its threshold ")
                        .append(number(change.boundary(), rate));
            }
        } else {
            text.append(change.state() == AlertState.REPEATED ? " still" : " now")
                    .append(
                            change.cause() == Cause.DEGRADATION
                                    ? (rate ? " is above its usual " : " is below its usual ") + usual
                                    : (rate ? " is above its threshold " : " is below its threshold ")
                                            + number(change.boundary(), rate));
        }
        if (!Double.isNaN(seen.low())) {
            text.append(" (95 % interval ")
                    .append(number(seen.low(), rate))
                    .append(" to ")
                    .append(number(seen.high(), rate))
                    .append(')');
        }
        where(text);
        return text.append(why).toString();
    }

    private void where(StringBuilder text) {
        text.append(" in window ").append(report.index()).append(" of ").append(report.pipeline());
        if (key != null) {
            text.append(", key ").append(key);
        }
        text.append('.');
    }

    private void unassessed(StringBuilder text) {
        for (DetectorReport each : report.detectors().values()) {
            if (each.result().status() != DetectorResult.Status.OK && text.length() < 1000) {
                text.append(' ')
                        .append(each.detector())
                        .append(": ")
                        .append(each.result().note())
                        .append('.');
            }
        }
    }

    static String number(double value, boolean percent) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        return percent
                ? String.format(Locale.ROOT, value < 0.1 ? "%.2f %%" : "%.1f %%", 100 * value)
                : String.format(Locale.ROOT, "%.3f", value);
    }

    static String listing(List<String> parts) {
        return parts.size() < 2
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.get(parts.size() - 1);
    }
}
