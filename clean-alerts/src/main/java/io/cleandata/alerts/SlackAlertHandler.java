package io.cleandata.alerts;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.spi.AlertHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts alerts to a Slack channel by way of an incoming webhook, as Block Kit within Slack's limits. */
public final class SlackAlertHandler implements AlertHandler {

    private static final Logger log = LoggerFactory.getLogger(SlackAlertHandler.class);
    private static final int MAX_HEADER = 150;
    private static final int MAX_SECTION = 3000;
    private static final int MAX_REASON = 300;

    private final Endpoint endpoint;
    private final @Nullable String channel;

    SlackAlertHandler(SlackSettings settings) {
        this.endpoint = new Endpoint("slack", settings.webhookUrl());
        this.channel = settings.channel();
        if (channel != null) {
            log.warn(
                    "slack: an incoming webhook posts to the channel that it was made for; Slack may ignore channel {}",
                    channel);
        }
    }

    /** Starts a handler. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void handle(Alert alert) throws InterruptedException {
        endpoint.post(Endpoint.JSON.writeValueAsBytes(message(alert)), Map.of());
    }

    Map<String, Object> message(Alert alert) {
        String mark = alert.state() == AlertState.RECOVERED
                ? ":large_green_circle:"
                : alert.severity() == Severity.CRITICAL ? ":red_circle:" : ":large_yellow_circle:";
        String title =
                alert.state().name().toLowerCase(Locale.ROOT) + ": " + alert.metric() + " of " + alert.pipeline();
        List<Object> blocks = new ArrayList<>();
        blocks.add(Map.of("type", "header", "text", Map.of("type", "plain_text", "text", cut(title, MAX_HEADER))));
        blocks.add(section(mark + " " + escape(alert.message())));
        StringBuilder examples = new StringBuilder();
        for (Alert.Example example : alert.examples()) {
            examples.append("• ")
                    .append(escape(cut(example.position(), MAX_REASON)))
                    .append(" (")
                    .append(escape(example.detector()))
                    .append("): ")
                    .append(escape(cut(example.reason(), MAX_REASON)))
                    .append('\n');
        }
        if (examples.length() > 0) {
            blocks.add(section(examples.toString()));
        }
        blocks.add(Map.of(
                "type",
                "context",
                "elements",
                List.of(Map.of("type", "mrkdwn", "text", cut(escape("incident " + alert.incident()), MAX_SECTION)))));
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("text", cut(escape(alert.message()), MAX_SECTION));
        message.put("blocks", blocks);
        if (channel != null) {
            message.put("channel", channel);
        }
        return message;
    }

    private static Map<String, Object> section(String text) {
        return Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", cut(text, MAX_SECTION)));
    }

    /** Without mentions, links and formatting of strangers: {@code <!channel>} shows as it is written. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '*', '_', '~', '`' -> safe.append('\u200b').append(c);
                default -> safe.append(c < ' ' ? ' ' : c);
            }
        }
        return safe.toString();
    }

    private static String cut(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit - 1) + "…";
    }

    /** Collects the options. */
    public static final class Builder {
        private @Nullable String webhookUrl;
        private @Nullable String channel;

        private Builder() {}

        /** Sets the address of the incoming webhook. */
        public Builder webhookUrl(String url) {
            this.webhookUrl = url;
            return this;
        }

        /** Sets the channel. */
        public Builder channel(String channel) {
            this.channel = channel;
            return this;
        }

        /** The handler. */
        public SlackAlertHandler build() {
            return new SlackAlertHandler(
                    new SlackSettings(java.util.Objects.requireNonNull(webhookUrl, "webhookUrl"), channel));
        }
    }
}
