package io.cleandata.alerts;

import io.cleandata.spi.Option;
import java.util.List;

/** Options of {@code opsgenie}. */
public record OpsgenieSettings(
        @Option(doc = "API key of an integration", required = true, secret = true)
        String apiKey,

        @Option(doc = "Address of the API; https://api.eu.opsgenie.com in the EU", value = "https://api.opsgenie.com")
        String url,

        @Option(doc = "Teams that the alert is sent to; the integration's own when left out")
        List<String> teams,

        @Option(doc = "Tags of the alert, at most 20") List<String> tags,

        @Option(doc = "Priority of critical alerts", value = "P1", pattern = "P[1-5]")
        String criticalPriority,

        @Option(doc = "Priority of warnings", value = "P3", pattern = "P[1-5]")
        String warningPriority) {}
