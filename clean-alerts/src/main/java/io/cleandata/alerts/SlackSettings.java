package io.cleandata.alerts;

import io.cleandata.spi.Option;
import org.jspecify.annotations.Nullable;

/** Options of {@code slack}. */
public record SlackSettings(
        @Option(doc = "Address of an incoming webhook", required = true, secret = true)
        String webhookUrl,

        @Option(doc = "Channel shown in the message; a webhook posts to the channel it was made for") @Nullable
        String channel) {}
