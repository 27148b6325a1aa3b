package io.cleandata.alerts;

import io.cleandata.model.Alert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert as the JSON that webhooks and files get, of the published schema {@code alert-v1.schema.json}: fields are added, never changed. */
final class AlertPayload {

    private static final int VERSION = 1;
    private static final int MAX_KEY = 200;

    private AlertPayload() {}

    static Map<String, @Nullable Object> of(Alert alert) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
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
        json.put("concentrations", concentrations(alert));
        json.put("examples", examples(alert));
        return json;
    }

    /** The idempotency key as it may stand in a header: printable ASCII. */
    static String key(Alert alert) {
        StringBuilder key = new StringBuilder();
        for (char c : alert.idempotencyKey().toCharArray()) {
            boolean plain = c > ' ' && c < 127 && c != '%';
            key.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%04X", (int) c));
        }
        return AlertText.identifier(key.toString(), MAX_KEY);
    }

    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? Double.valueOf(value) : null;
    }

    private static List<Object> contributions(List<Alert.Contribution> parts) {
        List<Object> json = new ArrayList<>();
        for (Alert.Contribution part : parts) {
            json.add(SafeJson.object("name", part.name(), "share", number(part.share())));
        }
        return json;
    }

    private static List<Object> concentrations(Alert alert) {
        List<Object> json = new ArrayList<>();
        for (Alert.Concentration c : alert.concentrations()) {
            json.add(SafeJson.object(
                    "field", c.field(),
                    "value", c.value(),
                    "share", number(c.share()),
                    "lift", number(c.lift()),
                    "pValue", number(c.pValue())));
        }
        return json;
    }

    private static List<Object> examples(Alert alert) {
        List<Object> json = new ArrayList<>();
        for (Alert.Example e : alert.examples()) {
            json.add(SafeJson.object(
                    "position", e.position(),
                    "detector", e.detector(),
                    "reason", e.reason(),
                    "features", e.features()));
        }
        return json;
    }
}
