package io.cleandata.detectors.freshness;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
import io.cleandata.spi.Detector;
import io.cleandata.spi.SupportsState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Judges event times against each other and against the time of day.
 *
 * <p>A sample's lateness is how far it lies behind the newest event time before it. What is usual is learnt: the limit is five times
 * the 99.5 % quantile of the last 4,096 latenesses (at least a second), so that an ordered stream tolerates next to nothing and a
 * shuffled one everything. A sample is from the future when it is more than {@code max-future} ahead of the time of day, or lies ahead
 * of the upper quartile of its window by more than that and ten interquartile ranges; such samples do not move the newest event time. When most
 * samples of three windows running are late, the stream has gone back (a backfill) and the newest event time follows.
 *
 * <p>The pace (event time for each sample) is compared with that of the last windows: ten times faster or slower than their median, and more
 * than six scaled median deviations on a log scale, is a burst or a stall.
 *
 * <p>Cost: one sort of the window's times. Memory: constant.
 */
final class FreshnessDetector implements Detector, SupportsState {

    private static final int MIN_FOR_LIMIT = 100;
    private static final int MIN_PACES = 10;
    private static final double LATE_HARM = 0.5;
    private static final double PACE_SEVERITY = 0.1;
    private static final double NOTABLE_PACE = Math.log(10);

    private final FreshnessSettings settings;
    private final InstantSource clock;
    private final Recent lateness = new Recent(4096);
    private final Recent paces = new Recent(32);
    private long newest = Long.MIN_VALUE;
    private int lateWindows;

    FreshnessDetector(FreshnessSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public DetectorResult analyze(Window window) {
        long[] times = window.timestamps();
        long[] sorted = sortedTimes(window);
        if (sorted.length == 0) {
            return DetectorResult.notAssessable("no sample has a timestamp");
        }
        long now = clock.millis();
        double futureLimit = futureLimit(sorted);
        double limit = lateLimit(window, futureLimit, now);
        DetectorResult.Builder result = DetectorResult.ofSamples(window.size());
        long reference = newest;
        int late = 0;
        for (int row = window.firstNew(); row < window.size(); row++) {
            long time = times[row];
            if (time == Window.NO_TIMESTAMP) {
                continue;
            }
            if (fromFuture(time, now, futureLimit)) {
                result.score(row, 0.99);
                result.issue(Issue.ofSample(
                        row,
                        LATE_HARM,
                        "timestamp " + Instant.ofEpochMilli(time) + " lies in the future",
                        List.of("timestamp")));
                continue;
            }
            double behind = reference == Long.MIN_VALUE ? 0 : Math.max(0, (double) reference - time);
            double delay = settings.maxDelay() == null ? 0 : (double) now - time;
            boolean delayed =
                    settings.maxDelay() != null && delay > settings.maxDelay().toMillis();
            double score = behind / (behind + limit);
            if (behind > limit || delayed) {
                late++;
                result.score(row, Math.max(score, 0.5));
                result.issue(Issue.ofSample(
                        row,
                        LATE_HARM * Math.max(0.5, Math.min(1, 2 * (score - 0.5))),
                        delayed
                                ? "timestamp is " + words(delay) + " old"
                                : "timestamp is " + words(behind) + " behind the stream",
                        List.of("timestamp")));
            } else {
                result.score(row, Math.min(score, 0.499));
                reference = Math.max(reference, time);
            }
            if (window.learnable(row) && behind <= 2 * limit) {
                lateness.add(behind);
            }
        }
        newest = reference;
        follow(late, sorted);
        pace(sorted, result);
        result.statistic("lateness_limit_seconds", limit / 1000);
        result.statistic("late", late);
        return result.build();
    }

    private static long[] sortedTimes(Window window) {
        long[] sorted = new long[window.newRows()];
        int count = 0;
        for (int row = window.firstNew(); row < window.size(); row++) {
            if (window.timestamps()[row] != Window.NO_TIMESTAMP) {
                sorted[count++] = window.timestamps()[row];
            }
        }
        sorted = Arrays.copyOf(sorted, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private boolean fromFuture(long time, long now, double futureLimit) {
        return time > futureLimit
                || (settings.maxDelay() != null
                        && time - now > settings.maxFuture().toMillis());
    }

    private double futureLimit(long[] sorted) {
        int n = sorted.length;
        double upper = sorted[(3 * n) / 4 < n ? (3 * n) / 4 : n - 1];
        double range = upper - sorted[n / 4];
        return upper + Math.max(settings.maxFuture().toMillis(), 10 * range);
    }

    /** Milliseconds behind the newest event time from which on a sample is late. */
    private double lateLimit(Window window, double futureLimit, long now) {
        if (settings.tolerance() != null) {
            return Math.max(1, settings.tolerance().toMillis());
        }
        Recent seen = lateness;
        if (lateness.size() < MIN_FOR_LIMIT) {
            seen = new Recent(Math.max(1, window.newRows()));
            long reference = newest;
            for (int row = window.firstNew(); row < window.size(); row++) {
                long time = window.timestamps()[row];
                if (time != Window.NO_TIMESTAMP && !fromFuture(time, now, futureLimit)) {
                    seen.add(reference == Long.MIN_VALUE ? 0 : Math.max(0, (double) reference - time));
                    reference = Math.max(reference, time);
                }
            }
            return Math.max(1000, 10 * Math.max(0, orZero(seen.quantile(0.95))));
        }
        return Math.max(1000, 5 * seen.quantile(0.995));
    }

    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private void follow(int late, long[] sorted) {
        lateWindows = late * 2 > sorted.length ? lateWindows + 1 : 0;
        if (lateWindows >= 3) {
            newest = sorted[sorted.length - 1];
            lateness.clear();
            lateWindows = 0;
        }
    }

    private void pace(long[] sorted, DetectorResult.Builder result) {
        int n = sorted.length;
        if (n < 50) {
            return;
        }
        int trim = n / 20;
        double span = (double) sorted[n - 1 - trim] - sorted[trim];
        double pace = Math.log(Math.max(span, 1) / (n - 2.0 * trim));
        if (paces.size() >= MIN_PACES) {
            double middle = paces.quantile(0.5);
            double scale = Math.max(paces.quantile(0.75) - middle, middle - paces.quantile(0.25)) * 1.4826;
            double distance = pace - middle;
            if (Math.abs(distance) > NOTABLE_PACE && Math.abs(distance) > 6 * scale) {
                result.issue(Issue.ofWindow(
                        PACE_SEVERITY,
                        String.format(
                                Locale.ROOT,
                                "samples come %.0f times %s than usual: one in %s, usually one in %s",
                                Math.exp(Math.abs(distance)),
                                distance < 0 ? "faster" : "more slowly",
                                words(Math.exp(pace)),
                                words(Math.exp(middle))),
                        List.of("timestamp")));
            }
        }
        paces.add(pace);
    }

    private static String words(double millis) {
        if (millis < 1000) {
            return Math.round(millis) + " ms";
        }
        Duration duration = Duration.ofMillis(Math.round(millis));
        if (duration.toMinutes() < 2) {
            return duration.toSeconds() + " s";
        }
        if (duration.toHours() < 3) {
            return duration.toMinutes() + " min";
        }
        return duration.toDays() < 3 ? duration.toHours() + " h" : duration.toDays() + " days";
    }

    @Override
    public int stateVersion() {
        return 1;
    }

    @Override
    public void save(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeLong(newest);
        out.writeInt(lateWindows);
        lateness.save(out);
        paces.save(out);
        out.flush();
    }

    @Override
    public void restore(InputStream stream, int version) throws IOException {
        if (version != stateVersion()) {
            throw new IOException("state of version " + version + ", this build reads " + stateVersion());
        }
        DataInputStream in = new DataInputStream(stream);
        newest = in.readLong();
        lateWindows = in.readInt();
        lateness.restore(in);
        paces.restore(in);
    }
}
