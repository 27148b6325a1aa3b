package io.cleandata.alerts;

import io.cleandata.spi.Option;
import org.jspecify.annotations.Nullable;

/** Options of {@code slack}. */
public record SlackSettings(
        @Option(doc = "Address of an incoming webhook; instead of a token", secret = true) @Nullable
        String webhookUrl,

        @Option(doc = "Token of a bot that may chat:write, such as xoxb-...; instead of a webhook", secret = true)
        @Nullable
        String token,

        @Option(
                doc =
                        "Channel that the bot posts to, #name or ID; an incoming webhook posts to the one it was made for,"
                                + " whatever stands here")
        @Nullable
        String channel,

        @Option(doc = "Address of the method that posts, for a bot", value = "https://slack.com/api/chat.postMessage")
        String url) {

    /** One of webhook and token, the latter with a channel. */
    public SlackSettings {
        if ((webhookUrl == null) == (token == null)) {
            throw new IllegalArgumentException("give either webhook-url or token");
        }
        if (token != null && channel == null) {
            throw new IllegalArgumentException("token needs a channel to post to");
        }
    }
}
