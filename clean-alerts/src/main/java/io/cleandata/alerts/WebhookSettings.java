package io.cleandata.alerts;

import io.cleandata.spi.Option;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of {@code webhook}. */
public record WebhookSettings(
        @Option(doc = "Address that alerts are posted to", required = true, secret = true)
        String url,

        @Option(doc = "Headers to send, such as Authorization", passThrough = true)
        Map<String, String> headers,

        @Option(doc = "Key of an HMAC-SHA256 signature in the header X-Clean-Signature", secret = true) @Nullable
        String signingKey) {}
