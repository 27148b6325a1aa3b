package io.cleandata.alerts;

import io.cleandata.model.Alert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert as the JSON that webhooks get, version 1: fields are added, never changed. */
final class AlertJson {

    private static final int MAX_KEY = 200;

    private AlertJson() {}

    static Map<String, @Nullable Object> of(Alert alert) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", 1);
        json.put("id", alert.idempotencyKey());
        json.put("incident", alert.incident());
        json.put("state", alert.state().name().toLowerCase(Locale.ROOT));
        json.put("severity", alert.severity().name().toLowerCase(Locale.ROOT));
        json.put("pipeline", alert.pipeline());
        json.put("metric", alert.metric());
        json.put("key", alert.key());
        json.put("value", number(alert.value()));
        json.put("low", number(alert.low()));
        json.put("high", number(alert.high()));
        json.put("threshold", number(alert.threshold()));
        json.put("message", alert.message());
        json.put("time", alert.time().toString());
        json.put("window", alert.window());
        json.put("firstPosition", alert.firstPosition());
        json.put("lastPosition", alert.lastPosition());
        json.put("detectors", contributions(alert.detectors()));
        json.put("features", contributions(alert.features()));
        List<Object> concentrations = new ArrayList<>();
        for (Alert.Concentration c : alert.concentrations()) {
            concentrations.add(Map.of(
                    "field",
                    c.field(),
                    "value",
                    c.value(),
                    "share",
                    c.share(),
                    "lift",
                    c.lift(),
                    "pValue",
                    c.pValue()));
        }
        json.put("concentrations", concentrations);
        List<Object> examples = new ArrayList<>();
        for (Alert.Example e : alert.examples()) {
            examples.add(Map.of(
                    "position",
                    e.position(),
                    "detector",
                    e.detector(),
                    "reason",
                    e.reason(),
                    "features",
                    e.features()));
        }
        json.put("examples", examples);
        return json;
    }

    /** The idempotency key as it may stand in a header: printable ASCII. */
    static String key(Alert alert) {
        StringBuilder key = new StringBuilder();
        for (char c : alert.idempotencyKey().toCharArray()) {
            key.append(c > ' ' && c < 127 ? String.valueOf(c) : String.format(Locale.ROOT, "%%%04X", (int) c));
        }
        return key.length() <= MAX_KEY
                ? key.toString()
                : key.substring(0, MAX_KEY - 9) + "-"
                        + Integer.toHexString(alert.idempotencyKey().hashCode());
    }

    private static @Nullable Double number(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static List<Object> contributions(List<Alert.Contribution> parts) {
        List<Object> json = new ArrayList<>();
        for (Alert.Contribution part : parts) {
            json.add(Map.of("name", part.name(), "share", part.share()));
        }
        return json;
    }
}
