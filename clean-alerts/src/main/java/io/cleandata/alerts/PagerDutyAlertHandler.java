package io.cleandata.alerts;

import io.cleandata.model.Alert;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.AlertHandler;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to PagerDuty: a trigger for every alert of an incident, a resolve for its recovery, all under the incident's deduplication key, so that repeats
 * and escalations join the incident that is open and page nobody twice.
 */
public final class PagerDutyAlertHandler implements AlertHandler {

    private static final int MAX_DEDUP_KEY = 255;
    private static final int MAX_SUMMARY = 1024;
    private static final int MAX_FIELD = 255;

    private final Endpoint endpoint;
    private final String routingKey;
    private final @Nullable String source;

    PagerDutyAlertHandler(PagerDutySettings settings) {
        this.endpoint = new Endpoint("pagerduty", settings.url(), Map.of());
        this.routingKey = settings.routingKey();
        this.source = settings.source();
    }

    /** Starts a handler. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void handle(Alert alert) throws InterruptedException {
        boolean over = AlertText.over(alert);
        Map<String, @Nullable Object> event = SafeJson.object(
                "routing_key",
                routingKey,
                "event_action",
                over ? "resolve" : "trigger",
                "dedup_key",
                AlertText.identifier(alert.incident(), MAX_DEDUP_KEY));
        if (!over) {
            event.put("payload", payload(alert));
            event.put("client", "Clean");
        }
        endpoint.post(SafeJson.bytes(event));
    }

    private Map<String, @Nullable Object> payload(Alert alert) {
        return SafeJson.object(
                "summary", orElse(LineText.of(alert.message(), MAX_SUMMARY), "Data quality"),
                "source", orElse(LineText.of(source == null ? alert.pipeline() : source, MAX_FIELD), "clean"),
                "severity", alert.severity().name().toLowerCase(Locale.ROOT),
                "timestamp", alert.time().truncatedTo(ChronoUnit.MILLIS).toString(),
                "component", LineText.of(alert.metric(), MAX_FIELD),
                "group", LineText.of(alert.pipeline(), MAX_FIELD),
                "class", "data quality",
                "custom_details", AlertText.details(alert));
    }

    private static String orElse(String text, String other) {
        return text.isBlank() ? other : text;
    }

    @Override
    public boolean leavesTheMachine() {
        return true;
    }

    /** Collects the options; each method sets the option of {@link PagerDutySettings} of its name. */
    public static final class Builder {
        private final Map<String, Object> values = new LinkedHashMap<>();

        private Builder() {}

        /** Integration key of the service. */
        public Builder routingKey(String key) {
            values.put("routing-key", key);
            return this;
        }

        /** Address of the Events API. */
        public Builder url(String url) {
            values.put("url", url);
            return this;
        }

        /** What is shown as the affected system. */
        public Builder source(String source) {
            values.put("source", source);
            return this;
        }

        /** The handler. */
        public PagerDutyAlertHandler build() {
            return new PagerDutyAlertHandler(OptionsBinder.bind(PagerDutySettings.class, values));
        }
    }
}
