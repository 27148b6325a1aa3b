package io.cleandata.cli.tune;

import io.cleandata.alert.QualityAlertPolicy;
import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.WindowReport;
import io.cleandata.settings.QualityOptions;
import io.cleandata.settings.QualityOptions.MetricOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The real alert policy under one threshold of the score after another, all on the same windows. */
public final class Trials {

    private static final double LOWEST = 0.5;
    private static final double STEP = 0.02;
    private static final int COUNT = 25;

    /** One threshold and what it raised. */
    public static final class Trial {
        private final double threshold;
        private final QualityAlertPolicy policy;
        private final List<Alert> opened = new ArrayList<>();

        private Trial(QualityOptions options) {
            threshold = options.threshold();
            policy = new QualityAlertPolicy(options);
        }

        /** The threshold of the score. */
        public double threshold() {
            return threshold;
        }

        /** Windows in which an incident opened: alerts of one window tell of one thing. */
        public int windows() {
            return (int) opened.stream().mapToLong(Alert::window).distinct().count();
        }

        /** The alerts that opened an incident. */
        public List<Alert> opened() {
            return opened;
        }
    }

    private final List<Trial> trials = new ArrayList<>();
    private final Series scores = new Series();

    /** Trials with these settings, but for thresholds. */
    public Trials(QualityOptions base, Map<String, Double> metrics) {
        Map<String, MetricOptions> thresholds = new LinkedHashMap<>(base.metrics());
        metrics.forEach((name, threshold) -> thresholds.put(name, new MetricOptions(threshold, null, null)));
        for (int i = 0; i < COUNT; i++) {
            double threshold = Math.round((LOWEST + i * STEP) * 100) / 100.0;
            trials.add(new Trial(new QualityOptions(
                    threshold,
                    null,
                    base.alertOnDegradation(),
                    base.evidence(),
                    base.falseAlerts(),
                    base.forWindows(),
                    base.cooldown(),
                    base.endSilentAfter(),
                    base.minCoverage(),
                    thresholds,
                    base.weights(),
                    base.silences())));
        }
    }

    /** Takes a window in. */
    public void add(WindowReport report) {
        if (!report.partial() && !Double.isNaN(report.score())) {
            scores.add(report.score());
        }
        for (Trial trial : trials) {
            for (Alert alert : trial.policy.evaluate(report)) {
                if (alert.state() == AlertState.OPENED) {
                    trial.opened.add(alert);
                }
            }
        }
    }

    /** All trials, the lowest threshold first. */
    public List<Trial> all() {
        return trials;
    }

    /** Scores of complete windows, with the weights that were tried. */
    public Series scores() {
        return scores;
    }

    /**
     * The highest threshold that keeps the budget and lies below the score of three windows in four; when none keeps the budget, the highest of
     * those with the fewest windows of alerts.
     */
    public Trial best(int allowed) {
        double usual = scores.quantile(0.25);
        Trial best = trials.get(0);
        for (Trial trial : trials) {
            if (trial.threshold < usual && trial.windows() <= Math.max(allowed, best.windows())) {
                best = trial;
            }
        }
        return best;
    }
}
