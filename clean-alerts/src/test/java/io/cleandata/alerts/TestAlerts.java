package io.cleandata.alerts;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Alerts, from the plainest to those in which every text is a stranger's who means harm. */
final class TestAlerts {

    static final List<String> HOSTILE = List.of(
            "<!channel> <@U012> <https://evil.example|click>",
            "\u001b[31mred\u001b[0m \u0007 \u009b2J",
            "first\nsecond\r\nBcc: all@corp.example\r\n\r\nforged",
            "<script>alert(1)</script><b>bold</b>\" onload='x' &amp;",
            "**bold** [link](https://evil.example) <at>everyone</at> `code` _x_",
            "\u202egnidnuorrus\u2066 \ud83d\ude00 \ud83d \u0000 \u2028",
            "\"}],\"injected\":[{\"",
            "{{message}} ${env} %s %n",
            "&".repeat(50_000),
            "\ud83d\ude00".repeat(20_000),
            "");

    private TestAlerts() {}

    static Alert alert(AlertState state, Severity severity) {
        return with("training-data", "quality_score", "Quality score 0.712 now is below its threshold 0.800.")
                .toBuilder()
                .state(state)
                .severity(severity)
                .build();
    }

    static Alert opened() {
        return alert(AlertState.OPENED, Severity.WARNING);
    }

    /** Every state and severity, the plainest alert, and those with hostile texts everywhere. */
    static List<Alert> all() {
        List<Alert> alerts = new ArrayList<>();
        for (AlertState state : AlertState.values()) {
            for (Severity severity : Severity.values()) {
                alerts.add(alert(state, severity));
            }
        }
        alerts.add(Alert.builder()
                .pipeline("p")
                .incident("p/assessment/1")
                .state(AlertState.OPENED)
                .severity(Severity.WARNING)
                .metric("assessment")
                .message("There is no quality score")
                .build());
        alerts.add(endedUnseen());
        for (String text : HOSTILE) {
            for (AlertState state : AlertState.values()) {
                alerts.add(with(text, text, text).toBuilder().state(state).build());
            }
        }
        return alerts;
    }

    /** The end of an incident whose key fell silent: it has a threshold and no value. */
    static Alert endedUnseen() {
        return Alert.builder()
                .pipeline("p")
                .incident("p/quality_score/quiet/1")
                .state(AlertState.RECOVERED)
                .severity(Severity.CRITICAL)
                .metric("quality_score")
                .key("quiet")
                .threshold(0.8)
                .message("quality_score: no data of key quiet of p came since 2026-01-01T00:00:00Z")
                .time(Instant.parse("2026-01-02T00:00:00Z"))
                .window(24)
                .build();
    }

    private static Alert with(String name, String metric, String text) {
        String part = text.length() <= 3000 ? text : text.substring(0, 3000);
        return Alert.builder()
                .pipeline(name)
                .incident(name + "/" + metric + "/1")
                .state(AlertState.OPENED)
                .severity(Severity.WARNING)
                .metric(metric)
                .key(text)
                .value(0.712)
                .interval(0.69, 0.73)
                .threshold(0.8)
                .message(text)
                .time(Instant.parse("2026-01-01T00:00:00.123456789Z"))
                .window(17)
                .positions(name + "-0@1", name + "-0@1000")
                .detectors(java.util.Collections.nCopies(8, new Alert.Contribution(metric, 0.7)))
                .features(java.util.Collections.nCopies(8, new Alert.Contribution(part, 0.4)))
                .concentrations(java.util.Collections.nCopies(
                        6, new Alert.Concentration(part, part, 0.9, Double.POSITIVE_INFINITY, 0.001)))
                .examples(java.util.Collections.nCopies(
                        5, new Alert.Example(name + "-0@5", metric, part, Map.of(part, part))))
                .build();
    }
}
