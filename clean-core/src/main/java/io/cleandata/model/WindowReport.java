package io.cleandata.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything found in one window. */
public final class WindowReport {

    private final String pipeline;
    private final Window window;
    private final double score;
    private final double scoreLow;
    private final double scoreHigh;
    private final Map<String, DetectorReport> detectors;
    private final Map<String, Long> badMessages;
    private final long lateSamples;
    private final List<Alert> alerts;

    private WindowReport(
            String pipeline,
            Window window,
            double score,
            double scoreLow,
            double scoreHigh,
            Map<String, DetectorReport> detectors,
            Map<String, Long> badMessages,
            long lateSamples,
            List<Alert> alerts) {
        this.pipeline = pipeline;
        this.window = window;
        this.score = score;
        this.scoreLow = scoreLow;
        this.scoreHigh = scoreHigh;
        this.detectors = detectors;
        this.badMessages = badMessages;
        this.lateSamples = lateSamples;
        this.alerts = alerts;
    }

    /**
     * A report without alerts.
     *
     * @param score 0..1, or NaN when too little was assessed
     * @param detectors what each detector found
     * @param badMessages bad messages since the window before, by reason
     * @param lateSamples samples too late for any window since the window before
     */
    public static WindowReport of(
            String pipeline,
            Window window,
            double score,
            double scoreLow,
            double scoreHigh,
            List<DetectorReport> detectors,
            Map<String, Long> badMessages,
            long lateSamples) {
        Map<String, DetectorReport> byName = new LinkedHashMap<>();
        detectors.stream()
                .sorted(java.util.Comparator.comparing(DetectorReport::detector))
                .forEach(d -> byName.put(d.detector(), d));
        return new WindowReport(
                pipeline,
                window,
                score,
                scoreLow,
                scoreHigh,
                Collections.unmodifiableMap(byName),
                Collections.unmodifiableMap(new TreeMap<>(badMessages)),
                lateSamples,
                List.of());
    }

    /** The same report with the alerts that it led to. */
    public WindowReport withAlerts(List<Alert> alerts) {
        return new WindowReport(
                pipeline, window, score, scoreLow, scoreHigh, detectors, badMessages, lateSamples, List.copyOf(alerts));
    }

    /** The pipeline's name. */
    public String pipeline() {
        return pipeline;
    }

    /** The window itself. */
    public Window window() {
        return window;
    }

    /** The window's number. */
    public long index() {
        return window.index();
    }

    /** The window's key, in a keyed stream. */
    public @Nullable String key() {
        return window.key();
    }

    /** Samples that no earlier window had. */
    public int size() {
        return window.newRows();
    }

    /** Whether the window was closed before its rule was met. */
    public boolean partial() {
        return window.partial();
    }

    /** The quality score, 0..1, 1 is without fault; NaN when too little was assessed. */
    public double score() {
        return score;
    }

    /** Lower end of the score's 95 % interval. */
    public double scoreLow() {
        return scoreLow;
    }

    /** Upper end of the score's 95 % interval. */
    public double scoreHigh() {
        return scoreHigh;
    }

    /** Each detector's report, by name, sorted. */
    public Map<String, DetectorReport> detectors() {
        return detectors;
    }

    /** Bad messages since the window before, by reason. */
    public Map<String, Long> badMessages() {
        return badMessages;
    }

    /** Samples too late for any window, since the window before. */
    public long lateSamples() {
        return lateSamples;
    }

    /** What opened, escalated or recovered with this window. */
    public List<Alert> alerts() {
        return alerts;
    }

    @Override
    public String toString() {
        return "WindowReport{" + window + ", score=" + score + "}";
    }
}
