package io.cleandata.benchmarks.incident;

import io.cleandata.engine.RealtimePipeline;
import io.cleandata.generator.Fault;
import io.cleandata.generator.FaultyStream;
import io.cleandata.generator.Injection;
import io.cleandata.generator.SampleStream;
import io.cleandata.generator.Strength;
import io.cleandata.generator.fault.FaultKind;
import io.cleandata.generator.fault.Faults;
import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.WindowReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One fault in one stream, through a pipeline with all detectors and default settings. */
final class IncidentRun {
    private static final int WINDOW = 1000;
    private static final int SOUND_WINDOWS = 30;
    private static final int FAULTY_WINDOWS = 4;
    private static final int IN_TIME = 2;

    private final FaultKind kind;
    private final Strength strength;
    private final boolean oneProducer;
    private final Fault fault;
    private final StreamFeed feed;
    private final String stream;

    private int soundWindows;
    private int falseAlerts;
    private long firstFaultyWindow = -1;
    private long delay = -1;
    private boolean noticed;
    private String named = "";

    IncidentRun(SampleStream sound, FaultKind kind, Strength strength, boolean oneProducer, long seed) {
        this.kind = kind;
        this.strength = strength;
        this.oneProducer = oneProducer;
        this.stream = sound.profile().name();
        this.fault = Faults.of(kind, sound.profile(), strength, seed);
        long from = (long) SOUND_WINDOWS * WINDOW;
        var injection = Injection.of(fault, from, from + (long) FAULTY_WINDOWS * WINDOW);
        if (oneProducer) {
            injection = injection.onlyFrom(sound.profile().producers().get(0));
        }
        this.feed = new StreamFeed(new FaultyStream(sound, List.of(injection)), from + (long) FAULTY_WINDOWS * WINDOW);
    }

    Incident run() throws InterruptedException {
        try (var pipeline = RealtimePipeline.builder()
                .source(feed)
                .setting("window", Map.of("size", WINDOW))
                .build()) {
            pipeline.addReportListener(this::window);
            pipeline.start();
            pipeline.awaitClosed();
        }
        return new Incident(
                stream, kind, strength, oneProducer, delay >= 0, noticed, delay, named, falseAlerts, soundWindows);
    }

    private void window(WindowReport report) {
        var window = report.window();
        long last = window.size() == 0 ? 0 : window.message(window.size() - 1).positionFirst();
        if (last < feed.firstFaulty()) {
            soundWindows++;
            falseAlerts +=
                    (int) report.alerts().stream().filter(IncidentRun::isNews).count();
            return;
        }
        if (firstFaultyWindow < 0) {
            firstFaultyWindow = report.index();
        }
        if (report.index() > firstFaultyWindow + IN_TIME) {
            return;
        }
        for (var alert : report.alerts()) {
            if (isNews(alert)) {
                noticed = true;
                named = named.isEmpty() ? words(alert) : named;
                if (delay < 0 && right(alert, report)) {
                    delay = report.index() - firstFaultyWindow;
                    named = words(alert);
                }
            }
        }
    }

    private static boolean isNews(Alert alert) {
        return alert.state() == AlertState.OPENED || alert.state() == AlertState.ESCALATED;
    }

    private boolean right(Alert alert, WindowReport report) {
        if (kind.detectors().isEmpty()) {
            return alert.metric().startsWith("bad_message");
        }
        String detector = detector(alert, report);
        boolean rightFeature = fault.features().isEmpty()
                || alert.features().stream()
                        .limit(3)
                        .anyMatch(feature -> fault.features().contains(feature.name()));
        return detector != null && kind.detectors().contains(detector) && rightFeature;
    }

    private static @Nullable String detector(Alert alert, WindowReport report) {
        for (var detector : report.detectors().values()) {
            if (detector.metric().equals(alert.metric())) {
                return detector.detector();
            }
        }
        return alert.detectors().isEmpty() ? null : alert.detectors().get(0).name();
    }

    private static String words(Alert alert) {
        List<String> words = new ArrayList<>(List.of(alert.metric()));
        if (!alert.detectors().isEmpty()) {
            words.add(alert.detectors().get(0).name());
        }
        if (!alert.features().isEmpty()) {
            words.add(alert.features().get(0).name());
        }
        return String.join(" / ", words);
    }
}
