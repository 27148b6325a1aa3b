package io.cleandata.alerts;

import io.cleandata.spi.Option;
import org.jspecify.annotations.Nullable;

/** Options of {@code pagerduty}. */
public record PagerDutySettings(
        @Option(doc = "Integration key of the service (Events API v2)", required = true, secret = true)
        String routingKey,

        @Option(
                doc = "Address of the Events API; https://events.eu.pagerduty.com/v2/enqueue in the EU",
                value = "https://events.pagerduty.com/v2/enqueue")
        String url,

        @Option(doc = "What PagerDuty shows as the affected system; the pipeline when left out") @Nullable
        String source) {}
