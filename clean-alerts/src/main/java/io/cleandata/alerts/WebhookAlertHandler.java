package io.cleandata.alerts;

import io.cleandata.model.Alert;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.AlertHandler;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends an alert as JSON of a published schema, or as a body of one's own, with an idempotency key and, if asked for, a signature. */
public final class WebhookAlertHandler implements AlertHandler {

    private final Endpoint endpoint;
    private final String method;
    private final @Nullable BodyTemplate template;
    private final @Nullable String signingKey;

    WebhookAlertHandler(WebhookSettings settings) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", settings.contentType());
        headers.putAll(settings.headers());
        this.endpoint = new Endpoint("webhook", settings.url(), headers);
        this.method = settings.method().name();
        this.template = settings.body() == null ? null : new BodyTemplate(settings.body(), settings.contentType());
        this.signingKey = settings.signingKey();
    }

    /** Starts a handler. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void handle(Alert alert) throws InterruptedException {
        byte[] body = template == null
                ? SafeJson.bytes(AlertPayload.of(alert))
                : template.fill(alert).getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Idempotency-Key", AlertPayload.key(alert));
        if (signingKey != null) {
            headers.put("X-Clean-Signature", "sha256=" + Hashes.hmac(body, signingKey));
        }
        endpoint.send(method, body, headers);
    }

    @Override
    public boolean leavesTheMachine() {
        return true;
    }

    /** Collects the options; each method sets the option of {@link WebhookSettings} of its name. */
    public static final class Builder {
        private final Map<String, Object> values = new LinkedHashMap<>();
        private final Map<String, String> headers = new LinkedHashMap<>();

        private Builder() {}

        /** Address that alerts are sent to. */
        public Builder url(String url) {
            values.put("url", url);
            return this;
        }

        /** Adds a header. */
        public Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        /** Adds headers. */
        public Builder headers(Map<String, String> headers) {
            this.headers.putAll(headers);
            return this;
        }

        /** Key of the signature. */
        public Builder signingKey(String key) {
            values.put("signing-key", key);
            return this;
        }

        /** Body with places to be filled. */
        public Builder body(String template) {
            values.put("body", template);
            return this;
        }

        /** Type of the body. */
        public Builder contentType(String type) {
            values.put("content-type", type);
            return this;
        }

        /** How to send. */
        public Builder method(WebhookSettings.Method method) {
            values.put("method", method);
            return this;
        }

        /** The handler. */
        public WebhookAlertHandler build() {
            values.put("headers", Map.copyOf(headers));
            return new WebhookAlertHandler(OptionsBinder.bind(WebhookSettings.class, values));
        }
    }
}
