package io.cleandata.alerts;

import io.cleandata.spi.Option;

/** Options of {@code teams}. */
public record TeamsSettings(
        @Option(
                doc = "Address of a workflow's webhook (\"Post to a channel when a webhook request is received\")",
                required = true,
                secret = true)
        String webhookUrl) {}
