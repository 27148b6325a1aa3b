package io.cleandata.settings;

import io.cleandata.spi.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The section {@code quality}: how the score is made and when it is worth an alert. */
public record QualityOptions(
        @Option(doc = "Score below which the quality is too low", value = "0.8", min = 0, max = 1)
        double threshold,

        @Option(doc = "Score below which an alert is critical; 0.75 of the threshold when left out", min = 0, max = 1)
        @Nullable
        Double critical,

        @Option(doc = "Whether a fall against the metric's own past is worth an alert too", value = "true")
        boolean alertOnDegradation,

        @Option(
                doc = "How sure to be: sequential (tests that keep the budget of false alerts) or immediate (the plain"
                        + " threshold)",
                value = "sequential")
        Evidence evidence,

        @Option(
                doc = "Budget of false alerts of the whole pipeline, such as 1/week, 2/month or 1/10000 windows",
                value = "1/week",
                pattern = FALSE_ALERTS)
        String falseAlerts,

        @Option(
                name = "for",
                doc = "Windows in a row that must be beyond the threshold, with immediate evidence",
                value = "1",
                min = 1,
                max = 10_000)
        int forWindows,

        @Option(doc = "Time in which the same incident is not announced again", value = "1h", min = 0)
        Duration cooldown,

        @Option(
                doc =
                        "In a keyed stream, time without data of a key, while others' comes, after which its open incidents"
                                + " are closed without having been seen to recover; 0 for never",
                value = "24h",
                min = 0)
        Duration endSilentAfter,

        @Option(
                doc = "Share of the detectors' weight that must have been assessed for a window to have a score",
                value = "0.5",
                min = 0,
                max = 1)
        double minCoverage,

        @Option(
                doc =
                        "Thresholds of further metrics by name, such as label_errors, duplicates or bad_messages (0.05 unless set)")
        Map<String, MetricOptions> metrics,

        @Option(doc = "Weights of detectors by name, 0 to 1, where they are not the detector's own", min = 0, max = 1)
        Map<String, Double> weights,

        @Option(doc = "Spans of time in which alerts are kept back")
        List<Silence> silences) {

    private static final String FALSE_ALERTS =
            "\\d{1,6}(\\.\\d{1,6})?/((hour|day|week|month|year)|[1-9]\\d{0,8} windows)";
    private static final String WINDOWS = " windows";

    /** How sure to be before an alert. */
    public enum Evidence {
        /** Sequential tests that keep the budget of false alerts. */
        SEQUENTIAL,
        /** The plain threshold, for so many windows in a row. */
        IMMEDIATE
    }

    /** Critical stands below the threshold; only the plain rule counts windows. */
    public QualityOptions {
        if (forWindows > 1 && evidence != Evidence.IMMEDIATE) {
            throw new IllegalArgumentException("for (" + forWindows + ") needs evidence: immediate");
        }
        if (critical != null && critical > threshold) {
            throw new IllegalArgumentException(
                    "critical (" + critical + ") must not be above threshold (" + threshold + ")");
        }
    }

    /** The score below which an alert is critical. */
    public double criticalThreshold() {
        return critical == null ? 0.75 * threshold : critical;
    }

    /** The budget of false alerts of one window, where it is given in windows and not in time. */
    public OptionalDouble falseAlertsPerWindow() {
        if (!falseAlerts.endsWith(WINDOWS)) {
            return OptionalDouble.empty();
        }
        int slash = falseAlerts.indexOf('/');
        double windows = Double.parseDouble(falseAlerts.substring(slash + 1, falseAlerts.length() - WINDOWS.length()));
        return OptionalDouble.of(falseAlertsCount() / windows);
    }

    /** The budget of false alerts, where it is given in time, as the mean time from one to the next. */
    public Duration timeBetweenFalseAlerts() {
        double hours = switch (falseAlerts.substring(falseAlerts.indexOf('/') + 1)) {
            case "hour" -> 1;
            case "day" -> 24;
            case "week" -> 24 * 7;
            case "month" -> 24 * 365.25 / 12;
            default -> 24 * 365.25;
        };
        return Duration.ofSeconds(Math.round(3600 * hours / Math.max(falseAlertsCount(), 1e-6)));
    }

    private double falseAlertsCount() {
        return Double.parseDouble(falseAlerts.substring(0, falseAlerts.indexOf('/')));
    }

    /** Thresholds of one metric; for all but the quality score, higher is worse. */
    public record MetricOptions(
            @Option(doc = "Value beyond which the metric is too bad", min = 0, max = 1) @Nullable
            Double threshold,

            @Option(doc = "Value beyond which an alert is critical", min = 0, max = 1) @Nullable
            Double critical,

            @Option(doc = "Whether a change for the worse against its own past is worth an alert") @Nullable
            Boolean alertOnDegradation) {

        /** Critical is at least as bad as the threshold. */
        public MetricOptions {
            if (critical != null && threshold != null && critical < threshold) {
                throw new IllegalArgumentException(
                        "critical (" + critical + ") must not be below threshold (" + threshold + ")");
            }
        }
    }

    /** A span of time without alerts. */
    public record Silence(
            @Option(doc = "Begin, such as 2026-01-31T12:00:00Z", required = true)
            Instant from,

            @Option(doc = "End", required = true) Instant until,

            @Option(doc = "Metric that is silenced; all when left out") @Nullable
            String metric,

            @Option(doc = "Key that is silenced; all when left out") @Nullable
            String key,

            @Option(doc = "Why") @Nullable String reason) {

        /** The end comes after the begin. */
        public Silence {
            if (!until.isAfter(from)) {
                throw new IllegalArgumentException("until must be later than from");
            }
        }
    }
}
