package io.cleandata.alert;

import io.cleandata.alert.MetricMonitor.Change;
import io.cleandata.alert.MetricMonitor.Observation;
import io.cleandata.alert.MetricMonitor.Rule;
import io.cleandata.alert.Monitors.Watched;
import io.cleandata.alert.sequential.AlarmBudget;
import io.cleandata.model.Alert;
import io.cleandata.model.DetectorReport;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Severity;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import io.cleandata.settings.QualityOptions;
import io.cleandata.settings.QualityOptions.MetricOptions;
import io.cleandata.settings.QualityOptions.Silence;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the section {@code quality}: which metrics are watched, how sure to be, and what an alert says.
 *
 * <p>Watched are {@code quality_score}, the rate of each detector that has a threshold or is compared with its own past, the share of bad messages
 * ({@code bad_messages}), and whether there is a score at all ({@code assessment}); each by key in a keyed stream. The score gets one half of the budget
 * of false alerts, the other metrics share the other half.
 *
 * <p><b>Threading.</b> Confined, except {@link #standings()}, which any thread may call.
 */
public final class QualityAlertPolicy implements AlertPolicy, SupportsChanges {

    /** The metric of the score itself. */
    public static final String QUALITY_SCORE = "quality_score";
    /** The metric of the share of messages that were no samples. */
    public static final String BAD_MESSAGES = "bad_messages";
    /** The metric of windows that have no score because too little was assessed. */
    public static final String ASSESSMENT = "assessment";

    static final int VERSION = 4;
    /** As the version now, without when each key was seen. */
    static final int VERSION_WITHOUT_SEEN = 3;
    /** Moreover without the number of forgotten incidents. */
    static final int VERSION_WITHOUT_FORGOTTEN = 2;

    private static final int MAX_MONITORS = 20_000;
    private static final double BAD_MESSAGES_THRESHOLD = 0.05;

    private static final Observation NOTHING = new Observation(Double.NaN, Double.NaN, Double.NaN, 0, 0);

    private final QualityOptions options;
    private final Monitors monitors;
    private final AlarmBudget budget;
    /** Whether a window came since memory was saved. */
    private boolean changed;

    /** A policy without a past. */
    public QualityAlertPolicy(QualityOptions options) {
        this(options, MAX_MONITORS);
    }

    QualityAlertPolicy(QualityOptions options, int maxMonitors) {
        this.options = options;
        this.monitors = new Monitors(
                maxMonitors,
                immediate(),
                options.forWindows(),
                options.endSilentAfter().toMillis());
        OptionalDouble perWindow = options.falseAlertsPerWindow();
        this.budget = perWindow.isPresent()
                ? AlarmBudget.perWindow(perWindow.getAsDouble())
                : new AlarmBudget(options.timeBetweenFalseAlerts());
    }

    @Override
    public synchronized List<Alert> evaluate(WindowReport report) {
        Window window = report.window();
        if (window.newRows() > 0 && window.redeliveredRows() == window.newRows()) {
            return List.of(); // an earlier run has drawn its conclusions from these samples
        }
        changed = true;
        monitors.nextRound(report.key(), window.closed().toEpochMilli());
        double windowBudget = budget.next(window.closed());
        Evaluation evaluation = new Evaluation(report, windowBudget);
        evaluation.silentKeys();
        evaluation.score();
        for (DetectorReport detector : report.detectors().values()) {
            evaluation.rate(detector);
        }
        evaluation.badMessages();
        return evaluation.alerts;
    }

    @Override
    public synchronized List<Standing> standings() {
        List<Standing> now = new ArrayList<>(monitors.size());
        monitors.forEach((watched, monitor) -> now.add(new Standing(
                watched.metric(),
                watched.key(),
                monitor.value(),
                monitor.rule().threshold(),
                monitor.open(),
                monitor.evidence())));
        return now;
    }

    /** One window on its way through all monitors. */
    private final class Evaluation {
        private final WindowReport report;
        private final double windowBudget;
        private final double othersBudget;
        private final Instant now;
        private final List<Alert> alerts = new ArrayList<>();

        Evaluation(WindowReport report, double windowBudget) {
            this.report = report;
            this.windowBudget = windowBudget / 2;
            this.othersBudget = windowBudget / 2 / (report.detectors().size() + 1);
            this.now = report.window().closed();
        }

        /** Ends the incidents of keys that fell silent, unless nothing may be said of them now. */
        void silentKeys() {
            for (Watched watched : monitors.silent()) {
                MetricMonitor monitor = silenced(watched.metric(), watched.key()) ? null : monitors.forget(watched);
                Change change = monitor == null ? null : monitor.farewell();
                if (monitor != null && change != null) {
                    alerts.add(new Announcement(
                                    report, watched.metric(), watched.key(), monitor.number(), change, NOTHING, null)
                            .ofSilence(Instant.ofEpochMilli(monitors.silentSince(monitor)), !monitor.open()));
                }
            }
        }

        void score() {
            boolean absent = Double.isNaN(report.score());
            if (!absent || !report.partial()) {
                MetricMonitor facts =
                        monitor(ASSESSMENT, report.key(), new Rule(Double.NaN, Double.NaN, true, false, true, 1));
                if (facts != null) {
                    add(
                            ASSESSMENT,
                            report.key(),
                            facts,
                            facts.fact(
                                    absent,
                                    Severity.WARNING,
                                    now.toEpochMilli(),
                                    cooldown(),
                                    silenced(ASSESSMENT, report.key())),
                            null);
                }
            }
            if (absent) {
                return;
            }
            MetricMonitor monitor = monitor(
                    QUALITY_SCORE,
                    report.key(),
                    new Rule(
                            options.threshold(),
                            options.criticalThreshold(),
                            false,
                            options.alertOnDegradation() && !immediate(),
                            immediate(),
                            options.forWindows()));
            if (monitor != null) {
                double error = (report.scoreHigh() - report.scoreLow()) / (2 * 1.96);
                Observation seen = new Observation(
                        report.score(), report.scoreLow(), report.scoreHigh(), error * error, report.size());
                observe(QUALITY_SCORE, report.key(), monitor, seen, windowBudget, null);
            }
        }

        void rate(DetectorReport detector) {
            if (detector.result().status() != DetectorResult.Status.OK || Double.isNaN(detector.rate())) {
                return;
            }
            MetricOptions metric = options.metrics().get(detector.metric());
            Double threshold = metric == null ? null : metric.threshold();
            Boolean asked = metric == null ? null : metric.alertOnDegradation();
            // Rates of features move in steps; they are compared with their past only on request.
            boolean againstPast = !immediate()
                    && (asked != null
                            ? asked
                            : options.alertOnDegradation() && detector.result().bySample());
            if (threshold == null && !againstPast) {
                return;
            }
            int samples = detector.result().bySample()
                    ? (detector.rate() > 0
                            ? (int) Math.max(1, Math.round(detector.flagged() / detector.rate()))
                            : report.size())
                    : Math.max(1, report.window().features().size());
            Rule rule = upward(threshold, metric == null ? null : metric.critical(), againstPast);
            MetricMonitor monitor = monitor(detector.metric(), report.key(), rule);
            if (monitor != null) {
                observe(
                        detector.metric(),
                        report.key(),
                        monitor,
                        share(detector.rate(), samples),
                        othersBudget,
                        detector);
            }
        }

        void badMessages() {
            long bad = 0;
            for (long count : report.badMessages().values()) {
                bad += count;
            }
            long all = bad + report.size();
            if (all == 0) {
                return;
            }
            MetricOptions metric = options.metrics().get(BAD_MESSAGES);
            Double threshold = metric == null || metric.threshold() == null
                    ? Double.valueOf(BAD_MESSAGES_THRESHOLD)
                    : metric.threshold();
            Boolean asked = metric == null ? null : metric.alertOnDegradation();
            boolean againstPast = !immediate() && (asked != null ? asked : options.alertOnDegradation());
            MetricMonitor monitor = monitor(
                    BAD_MESSAGES, null, upward(threshold, metric == null ? null : metric.critical(), againstPast));
            if (monitor != null) {
                Observation seen = share((double) bad / all, (int) Math.min(all, Integer.MAX_VALUE));
                observe(BAD_MESSAGES, null, monitor, seen, othersBudget, null);
            }
        }

        private void observe(
                String metric,
                @Nullable String key,
                MetricMonitor monitor,
                Observation seen,
                double share,
                @Nullable DetectorReport detector) {
            Change change =
                    monitor.observe(seen, share, now.toEpochMilli(), cooldown(), silenced(metric, report.key()));
            add(metric, key, monitor, change, detector, seen);
        }

        private void add(
                String metric,
                @Nullable String key,
                MetricMonitor monitor,
                @Nullable Change change,
                @Nullable DetectorReport detector) {
            add(metric, key, monitor, change, detector, NOTHING);
        }

        private void add(
                String metric,
                @Nullable String key,
                MetricMonitor monitor,
                @Nullable Change change,
                @Nullable DetectorReport detector,
                Observation seen) {
            if (change != null) {
                alerts.add(new Announcement(report, metric, key, monitor.number(), change, seen, detector).alert());
            }
        }

        private boolean silenced(String metric, @Nullable String key) {
            for (Silence silence : options.silences()) {
                if (!now.isBefore(silence.from())
                        && now.isBefore(silence.until())
                        && (silence.metric() == null || silence.metric().equals(metric))
                        && (silence.key() == null || silence.key().equals(key))) {
                    return true;
                }
            }
            return false;
        }
    }

    private long cooldown() {
        return options.cooldown().toMillis();
    }

    private boolean immediate() {
        return options.evidence() == QualityOptions.Evidence.IMMEDIATE;
    }

    private Rule upward(@Nullable Double threshold, @Nullable Double critical, boolean againstPast) {
        double boundary = threshold == null ? Double.NaN : threshold;
        double worst = critical != null ? critical : boundary + (1 - boundary) / 2;
        return new Rule(boundary, worst, true, againstPast, immediate(), options.forWindows());
    }

    /** A share of samples with Wilson's interval; its variance is never taken for nothing. */
    private static Observation share(double rate, int samples) {
        double n = samples;
        double zz = 1.96 * 1.96;
        double centre = (rate + zz / (2 * n)) / (1 + zz / n);
        double half = 1.96 / (1 + zz / n) * Math.sqrt(rate * (1 - rate) / n + zz / (4 * n * n));
        double p = (rate * n + 1) / (n + 2);
        return new Observation(rate, Math.max(0, centre - half), Math.min(1, centre + half), p * (1 - p) / n, samples);
    }

    private @Nullable MetricMonitor monitor(String metric, @Nullable String key, Rule rule) {
        return monitors.of(new Watched(metric, key), rule);
    }

    @Override
    public int stateVersion() {
        return VERSION;
    }

    @Override
    public void save(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        budget.save(out);
        monitors.save(out);
        out.flush();
        changed = false;
    }

    @Override
    public synchronized void restore(InputStream stream, int version) throws IOException {
        monitors.clear();
        if (version != VERSION && version != VERSION_WITHOUT_SEEN && version != VERSION_WITHOUT_FORGOTTEN) {
            throw new IOException("state of alerts of version " + version + " cannot be read");
        }
        DataInputStream in = new DataInputStream(stream);
        budget.restore(in);
        monitors.restore(in, version);
    }

    @Override
    public boolean saveChanges(OutputStream stream) throws IOException {
        if (!changed) {
            return false;
        }
        DataOutputStream out = new DataOutputStream(stream);
        budget.save(out);
        monitors.saveChanges(out);
        out.flush();
        changed = false;
        return true;
    }

    @Override
    public synchronized void restoreChanges(InputStream stream, int version) throws IOException {
        if (version != VERSION && version != VERSION_WITHOUT_SEEN) {
            throw new IOException("changes in the state of alerts of version " + version + " cannot be read");
        }
        DataInputStream in = new DataInputStream(stream);
        budget.restore(in);
        monitors.restoreChanges(in, version);
    }
}
