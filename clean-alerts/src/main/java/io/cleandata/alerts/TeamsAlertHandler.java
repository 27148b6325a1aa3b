package io.cleandata.alerts;

import io.cleandata.model.Alert;
import io.cleandata.model.Severity;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Posts an adaptive card to a Microsoft Teams channel by way of a workflow's webhook. */
public final class TeamsAlertHandler implements AlertHandler {

    /** Teams takes 28 KB at most. */
    private static final int MAX_BYTES = 28_000;

    private static final int MAX_TITLE = 200;
    private static final int MAX_MESSAGE = 2000;
    private static final int MAX_FACT = 300;
    private static final int MAX_EXAMPLE = 300;

    private final Endpoint endpoint;

    TeamsAlertHandler(TeamsSettings settings) {
        this.endpoint = new Endpoint("teams", settings.webhookUrl(), Map.of());
    }

    /** Starts a handler. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void handle(Alert alert) throws InterruptedException {
        byte[] body = SafeJson.bytes(message(alert, true));
        if (body.length > MAX_BYTES) {
            body = SafeJson.bytes(message(alert, false));
        }
        String answer = endpoint.post(body);
        // A connector of the older kind answers 200 and tells the failure in words.
        if (answer.contains("endpoint returned HTTP error 429")) {
            throw CleanException.retryable(endpoint.place() + " asks for fewer messages", null);
        }
    }

    private static Map<String, @Nullable Object> message(Alert alert, boolean whole) {
        List<Object> body = new ArrayList<>();
        Map<String, @Nullable Object> title = text(AlertText.title(alert, MAX_TITLE), MAX_TITLE);
        title.put("size", "Large");
        title.put("weight", "Bolder");
        title.put("color", colour(alert));
        body.add(title);
        body.add(text(alert.message(), whole ? MAX_MESSAGE : MAX_FACT));
        if (whole) {
            List<Object> facts = new ArrayList<>();
            for (AlertText.Fact fact : AlertText.facts(alert)) {
                facts.add(SafeJson.object("title", fact.name(), "value", escape(fact.value(), MAX_FACT)));
            }
            body.add(SafeJson.object("type", "FactSet", "facts", facts));
            for (String example : AlertText.examples(alert)) {
                body.add(text(example, MAX_EXAMPLE));
            }
        }
        Map<String, @Nullable Object> incident = text("incident " + alert.incident(), MAX_FACT);
        incident.put("isSubtle", true);
        incident.put("size", "Small");
        body.add(incident);
        Map<String, @Nullable Object> card = SafeJson.object(
                "$schema", "http://adaptivecards.io/schemas/adaptive-card.json",
                "type", "AdaptiveCard",
                "version", "1.4",
                "msteams", Map.of("width", "Full"),
                "body", body);
        return SafeJson.object(
                "type",
                "message",
                "attachments",
                List.of(SafeJson.object(
                        "contentType",
                        "application/vnd.microsoft.card.adaptive",
                        "contentUrl",
                        null,
                        "content",
                        card)));
    }

    private static String colour(Alert alert) {
        if (AlertText.over(alert)) {
            return "Good";
        }
        return alert.severity() == Severity.CRITICAL ? "Attention" : "Warning";
    }

    private static Map<String, @Nullable Object> text(String text, int limit) {
        return SafeJson.object("type", "TextBlock", "text", escape(text, limit), "wrap", true);
    }

    /** Without the Markdown that cards understand, and without mentions. */
    static String escape(String text, int limit) {
        StringBuilder safe = new StringBuilder();
        LineText.of(text, limit).codePoints().forEach(c -> {
            switch (c) {
                case '\\', '*', '_', '[', ']', '(', ')', '#', '`', '~', '|', '!' ->
                    safe.append('\\').appendCodePoint(c);
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.isEmpty() ? " " : safe.toString();
    }

    @Override
    public boolean leavesTheMachine() {
        return true;
    }

    /** Collects the options; each method sets the option of {@link TeamsSettings} of its name. */
    public static final class Builder {
        private final Map<String, Object> values = new LinkedHashMap<>();

        private Builder() {}

        /** Address of the workflow's webhook. */
        public Builder webhookUrl(String url) {
            values.put("webhook-url", url);
            return this;
        }

        /** The handler. */
        public TeamsAlertHandler build() {
            return new TeamsAlertHandler(OptionsBinder.bind(TeamsSettings.class, values));
        }
    }
}
