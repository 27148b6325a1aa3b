package io.cleandata.cli;

import io.cleandata.alert.Standing;
import io.cleandata.cli.demo.DemoView;
import io.cleandata.cli.demo.Outcome;
import io.cleandata.model.Alert;
import io.cleandata.model.WindowReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints one JSON object for each event of the demo. */
final class DemoJson implements DemoView {
    private final Console console;

    DemoJson(Console console) {
        this.console = console;
    }

    @Override
    public void started(long samples, int windowSize) {
        print("started", "samples", samples, "windowSize", windowSize);
    }

    @Override
    public void faultBegan(String fault, String feature, long message) {
        print("fault-began", "fault", fault, "feature", feature, "message", message);
    }

    @Override
    public void faultEnded(String fault, long message) {
        print("fault-ended", "fault", fault, "message", message);
    }

    @Override
    public void window(WindowReport report, long messages, List<Standing> standings) {
        print("window", "window", report.index(), "size", report.size(), "score", report.score(), "messages", messages);
    }

    @Override
    public void alert(Alert alert) {
        print(
                "alert",
                "incident",
                alert.incident(),
                "state",
                alert.state().name().toLowerCase(Locale.ROOT),
                "severity",
                alert.severity().name().toLowerCase(Locale.ROOT),
                "metric",
                alert.metric(),
                "value",
                alert.value(),
                "threshold",
                alert.threshold(),
                "window",
                alert.window(),
                "message",
                alert.message());
    }

    @Override
    public void finished(List<Outcome> outcomes, long messages, double seconds) {
        for (var outcome : outcomes) {
            print(
                    "fault",
                    "fault",
                    outcome.fault(),
                    "feature",
                    outcome.feature(),
                    "first",
                    outcome.first(),
                    "last",
                    outcome.last(),
                    "caught",
                    outcome.caughtBy() != null,
                    "caughtBy",
                    outcome.caughtBy(),
                    "windowsLater",
                    outcome.caughtBy() == null ? null : outcome.windowsLater(),
                    "score",
                    outcome.score());
        }
        print(
                "finished",
                "messages",
                messages,
                "seconds",
                seconds,
                "messagesPerSecond",
                messages / Math.max(seconds, 1e-3));
    }

    private void print(String event, @Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("event", event);
        fields.putAll(Json.object(namesAndValues));
        console.print(Json.line(fields));
    }
}
