package io.cleandata.alerts;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.AlertHandler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens an alert in Opsgenie for an incident, raises its priority when the incident escalates, and closes it when it is over. The alias, made of the incident, lets
 * Opsgenie count repeats rather than open another.
 */
public final class OpsgenieAlertHandler implements AlertHandler {

    private static final int MAX_MESSAGE = 130;
    private static final int MAX_ALIAS = 512;
    private static final int MAX_DESCRIPTION = 15_000;
    private static final int MAX_NOTE = 25_000;
    private static final int MAX_ENTITY = 512;
    private static final int MAX_SOURCE = 100;
    private static final int MAX_TAGS = 20;
    private static final int MAX_TAG = 50;

    private final Endpoint alerts;
    private final OpsgenieSettings settings;

    OpsgenieAlertHandler(OpsgenieSettings settings) {
        this.alerts = new Endpoint("opsgenie", settings.url(), Map.of("Authorization", "GenieKey " + settings.apiKey()))
                .below("/v2/alerts");
        this.settings = settings;
    }

    /** Starts a handler. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void handle(Alert alert) throws InterruptedException {
        String alias = AlertText.identifier(alert.incident(), MAX_ALIAS);
        if (AlertText.over(alert)) {
            alerts.below(path(alias, "close"))
                    .post(SafeJson.bytes(SafeJson.object(
                            "source", LineText.of(alert.pipeline(), MAX_SOURCE),
                            "note", LineText.of(alert.message(), MAX_NOTE))));
            return;
        }
        alerts.post(SafeJson.bytes(alert(alert, alias)));
        if (alert.state() == AlertState.ESCALATED) { // Opsgenie keeps the priority of the alert that is open
            alerts.below(path(alias, "priority"))
                    .send("PUT", SafeJson.bytes(SafeJson.object("priority", priority(alert))), Map.of());
        }
    }

    private static String path(String alias, String action) {
        // A path segment: a space is %20 there, not a plus.
        String segment = URLEncoder.encode(alias, StandardCharsets.UTF_8).replace("+", "%20");
        return "/" + segment + "/" + action + "?identifierType=alias";
    }

    private Map<String, @Nullable Object> alert(Alert alert, String alias) {
        Map<String, @Nullable Object> json = SafeJson.object(
                "message", AlertText.title(alert, MAX_MESSAGE),
                "alias", alias,
                "description", LineText.of(alert.message(), MAX_DESCRIPTION),
                "details", AlertText.details(alert),
                "entity", LineText.of(alert.pipeline(), MAX_ENTITY),
                "source", LineText.of(alert.pipeline(), MAX_SOURCE),
                "priority", priority(alert));
        List<String> tags = new ArrayList<>();
        settings.tags().stream().limit(MAX_TAGS).forEach(tag -> tags.add(LineText.of(tag, MAX_TAG)));
        if (!tags.isEmpty()) {
            json.put("tags", tags);
        }
        if (!settings.teams().isEmpty()) {
            List<Object> responders = new ArrayList<>();
            settings.teams().forEach(team -> responders.add(SafeJson.object("name", team, "type", "team")));
            json.put("responders", responders);
        }
        return json;
    }

    private String priority(Alert alert) {
        return alert.severity() == Severity.CRITICAL ? settings.criticalPriority() : settings.warningPriority();
    }

    @Override
    public boolean leavesTheMachine() {
        return true;
    }

    /** Collects the options; each method sets the option of {@link OpsgenieSettings} of its name. */
    public static final class Builder {
        private final Map<String, Object> values = new LinkedHashMap<>();

        private Builder() {}

        /** API key of an integration. */
        public Builder apiKey(String key) {
            values.put("api-key", key);
            return this;
        }

        /** Address of the API. */
        public Builder url(String url) {
            values.put("url", url);
            return this;
        }

        /** Teams that the alert is sent to. */
        public Builder teams(List<String> teams) {
            values.put("teams", teams);
            return this;
        }

        /** Tags of the alert. */
        public Builder tags(List<String> tags) {
            values.put("tags", tags);
            return this;
        }

        /** Priority of critical alerts, P1 to P5. */
        public Builder criticalPriority(String priority) {
            values.put("critical-priority", priority);
            return this;
        }

        /** Priority of warnings, P1 to P5. */
        public Builder warningPriority(String priority) {
            values.put("warning-priority", priority);
            return this;
        }

        /** The handler. */
        public OpsgenieAlertHandler build() {
            return new OpsgenieAlertHandler(OptionsBinder.bind(OpsgenieSettings.class, values));
        }
    }
}
