package io.cleandata.alerts;

import io.cleandata.spi.Option;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of {@code webhook}. */
public record WebhookSettings(
        @Option(doc = "Address that alerts are sent to", required = true, secret = true)
        String url,

        @Option(doc = "Headers to send, such as Authorization", passThrough = true)
        Map<String, String> headers,

        @Option(doc = "Key of an HMAC-SHA256 signature in the header X-Clean-Signature", secret = true) @Nullable
        String signingKey,

        @Option(
                doc = "Body to send, with {{message}} and the payload's other fields filled in, and {{alert}} for all"
                        + " of it; the published JSON when left out")
        @Nullable
        String body,

        @Option(
                doc = "Type of the body, which also says how what is filled in is escaped",
                value = "application/json",
                pattern = "[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+(;.*)?")
        String contentType,

        @Option(doc = "HTTP method", value = "post") Method method) {

    /** How alerts are sent. */
    public enum Method {
        /** Adds. */
        POST,
        /** Replaces. */
        PUT
    }
}
