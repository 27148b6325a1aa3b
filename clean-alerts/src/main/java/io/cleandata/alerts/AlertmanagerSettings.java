package io.cleandata.alerts;

import io.cleandata.spi.Option;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of {@code alertmanager}. */
public record AlertmanagerSettings(
        @Option(doc = "Address of Alertmanager, such as http://alertmanager:9093", required = true)
        String url,

        @Option(doc = "Labels of every alert, beside alertname, pipeline, metric, key and severity")
        Map<String, String> labels,

        @Option(doc = "Time after which an open alert is sent again", value = "1m", min = 1)
        Duration resendInterval,

        @Option(
                doc = "Time after which Alertmanager takes an alert for resolved that is not sent again, because this"
                        + " process is gone; longer than quality.cooldown, so that a restart does not resolve it",
                value = "2h",
                min = 2)
        Duration holdTime,

        @Option(doc = "User name for basic authentication") @Nullable
        String username,

        @Option(doc = "Password for basic authentication", secret = true) @Nullable
        String password,

        @Option(doc = "Bearer token", secret = true) @Nullable
        String token) {

    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*";

    /** Label names are Prometheus's; credentials belong together. */
    public AlertmanagerSettings {
        labels.keySet().forEach(name -> {
            if (!name.matches(LABEL)) {
                throw new IllegalArgumentException(
                        "labels: " + LineText.of(name, 100) + " is no label name: letters, digits and _ only");
            }
        });
        if ((username == null) != (password == null) || (username != null && token != null)) {
            throw new IllegalArgumentException("give username and password, or token, or none of them");
        }
        if (holdTime.compareTo(resendInterval) <= 0) {
            throw new IllegalArgumentException("hold-time must be longer than resend-interval");
        }
    }
}
