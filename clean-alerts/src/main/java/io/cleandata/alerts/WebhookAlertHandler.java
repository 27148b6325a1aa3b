package io.cleandata.alerts;

import io.cleandata.model.Alert;
import io.cleandata.spi.AlertHandler;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Posts an alert as JSON ({@link AlertJson}), with an idempotency key and, if asked for, a signature. */
public final class WebhookAlertHandler implements AlertHandler {

    private final Endpoint endpoint;
    private final Map<String, String> headers;
    private final @Nullable String signingKey;

    WebhookAlertHandler(WebhookSettings settings) {
        this.endpoint = new Endpoint("webhook", settings.url());
        this.headers = Map.copyOf(settings.headers());
        this.signingKey = settings.signingKey();
    }

    /** Starts a handler. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void handle(Alert alert) throws InterruptedException {
        byte[] body = Endpoint.JSON.writeValueAsBytes(AlertJson.of(alert));
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Idempotency-Key", AlertJson.key(alert));
        if (signingKey != null) {
            all.put("X-Clean-Signature", "sha256=" + signature(body, signingKey));
        }
        endpoint.post(body, all);
    }

    private static String signature(byte[] body, String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Collects the options. */
    public static final class Builder {
        private @Nullable String url;
        private @Nullable String signingKey;
        private final Map<String, String> headers = new LinkedHashMap<>();

        private Builder() {}

        /** Sets the address. */
        public Builder url(String url) {
            this.url = url;
            return this;
        }

        /** Adds a header. */
        public Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        /** Sets the key of the signature. */
        public Builder signingKey(String key) {
            this.signingKey = key;
            return this;
        }

        /** The handler. */
        public WebhookAlertHandler build() {
            return new WebhookAlertHandler(
                    new WebhookSettings(java.util.Objects.requireNonNull(url, "url"), headers, signingKey));
        }
    }
}
