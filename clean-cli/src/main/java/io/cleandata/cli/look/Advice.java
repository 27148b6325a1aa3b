package io.cleandata.cli.look;

import io.cleandata.model.Sample;
import io.cleandata.model.Window;
import io.cleandata.settings.DetectorSpec;
import io.cleandata.settings.PipelineSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the settings and the samples seen do not have in common, each with its cure. */
public final class Advice {

    private Advice() {}

    /** What would surprise whoever starts the pipeline; empty when nothing would. */
    public static List<String> on(PipelineSpec spec, StreamLook look) {
        List<String> advice = new ArrayList<>();
        if (spec.pipeline().stateDir() == null) {
            advice.add(
                    "without pipeline.state-dir a restart forgets detectors' memory, open incidents and alerts to send");
        }
        if (look.messages().isEmpty()) {
            advice.add("there are no messages to see; what the parser makes of them is unknown");
            return advice;
        }
        if (!look.bad().isEmpty()) {
            advice.add("bad messages: " + look.bad()
                    + "; \"clean tail\" shows them, the section parser maps other shapes");
        }
        Window window = look.window();
        if (window.size() == 0) {
            return advice;
        }
        if (window.label() == null && runs(spec, "labels", "imbalance")) {
            advice.add("no sample has a label, so that labels and imbalance have nothing to judge; name it with"
                    + " parser.label");
        }
        if (!timed(window) && (spec.window().windowing().type().equals("event-time") || runs(spec, "freshness"))) {
            advice.add("no sample has a timestamp, which event-time windows and freshness go by; name it with"
                    + " parser.timestamp");
        }
        spec.window()
                .keyed()
                .filter(keyed -> window.metadata(keyed.by()) == null && window.feature(keyed.by()) == null)
                .ifPresent(keyed ->
                        advice.add("no sample has the metadata field or feature " + keyed.by() + " of window.by"));
        return advice;
    }

    /** Why the state directory could not be used; null when it could, or when there is none. */
    public static @Nullable String stateDirectory(PipelineSpec spec) {
        String given = spec.pipeline().stateDir();
        if (given == null) {
            return null;
        }
        Path existing = Path.of(given).toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing != null && Files.isDirectory(existing) && Files.isWritable(existing)
                ? null
                : "pipeline.state-dir " + given + " cannot be written by this user; make it and give it to them";
    }

    private static boolean runs(PipelineSpec spec, String... types) {
        for (DetectorSpec detector : spec.detectors()) {
            if (List.of(types).contains(detector.detector().type())) {
                return true;
            }
        }
        return false;
    }

    private static boolean timed(Window window) {
        for (int row = 0; row < window.size(); row++) {
            Sample sample = window.sample(row);
            if (sample.timestamp() != null) {
                return true;
            }
        }
        return false;
    }
}
