package io.cleandata.cli.tune;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a replay shows of a stream's usual state, window by window; samples are not held. */
public final class HistoryFigures {

    private final Map<String, DetectorFigures> detectors = new TreeMap<>();
    private long samples;
    private long windows;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    /** Takes a window in; partial ones count for time and samples only. */
    public void add(WindowReport report) {
        if (report.window().size() == 0) {
            return; // it tells of bad messages only
        }
        windows++;
        samples += report.size();
        Window window = report.window();
        for (int row = 0; row < window.size(); row++) {
            long timestamp = window.timestamps()[row];
            if (timestamp != Window.NO_TIMESTAMP) {
                earliest = Math.min(earliest, timestamp);
                latest = Math.max(latest, timestamp);
            }
        }
        if (!report.partial()) {
            report.detectors().forEach((name, detector) -> {
                if (detector.result().status() == DetectorResult.Status.OK) {
                    detectors
                            .computeIfAbsent(name, ignored -> new DetectorFigures(detector))
                            .add(report, detector);
                }
            });
        }
    }

    /** Detectors by name. */
    public Map<String, DetectorFigures> detectors() {
        return Collections.unmodifiableMap(detectors);
    }

    /** All samples. */
    public long samples() {
        return samples;
    }

    /** All windows, with partial ones. */
    public long windows() {
        return windows;
    }

    /** Samples of a window, on average. */
    public double samplesPerWindow() {
        return windows == 0 ? 0 : (double) samples / windows;
    }

    /** From the earliest to the latest timestamp; zero when samples have none. */
    public Duration span() {
        return latest > earliest ? Duration.ofMillis(latest - earliest) : Duration.ZERO;
    }
}
