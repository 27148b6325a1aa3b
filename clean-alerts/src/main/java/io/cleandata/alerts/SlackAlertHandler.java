package io.cleandata.alerts;

import io.cleandata.model.Alert;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts alerts to a Slack channel, by an incoming webhook or as a bot, as Block Kit within Slack's limits. */
public final class SlackAlertHandler implements AlertHandler {

    private static final Logger log = LoggerFactory.getLogger(SlackAlertHandler.class);
    private static final Set<String> PASSING = Set.of(
            "ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout");
    private static final int MAX_CODE = 60;

    private final Endpoint endpoint;
    private final @Nullable String botChannel;

    SlackAlertHandler(SlackSettings settings) {
        String token = settings.token();
        if (token == null) {
            this.endpoint = new Endpoint("slack", Objects.requireNonNull(settings.webhookUrl()), Map.of());
            this.botChannel = null;
            if (settings.channel() != null) {
                log.warn(
                        "slack: an incoming webhook posts to the channel that it was made for, and not to {}; give a"
                                + " bot's token to choose the channel",
                        LineText.of(settings.channel(), 100));
            }
        } else {
            this.endpoint = new Endpoint(
                    "slack",
                    settings.url(),
                    Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json; charset=utf-8"));
            this.botChannel = settings.channel();
        }
    }

    /** Starts a handler. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void handle(Alert alert) throws InterruptedException {
        Map<String, @Nullable Object> message = SlackMessage.of(alert);
        if (botChannel == null) {
            endpoint.post(SafeJson.bytes(message));
            return;
        }
        message.put("channel", botChannel);
        message.put("unfurl_links", false);
        message.put("unfurl_media", false);
        check(endpoint.post(SafeJson.bytes(message)));
    }

    /** The Web API answers 200 to everything, and says in the body whether it did as asked. */
    private void check(String answer) {
        Map<?, ?> json;
        try {
            json = SafeJson.read(answer) instanceof Map<?, ?> map ? map : Map.of();
        } catch (RuntimeException e) {
            json = Map.of();
        }
        if (Boolean.TRUE.equals(json.get("ok"))) {
            return;
        }
        String error = code(json.get("error"));
        String what = endpoint.place() + " did not post: " + error;
        if (PASSING.contains(error)) {
            throw CleanException.retryable(what, null);
        }
        throw new CleanException(CleanException.Kind.EXTERNAL, what);
    }

    /** Slack's error code; anything else that may stand there is not shown. */
    private static String code(@Nullable Object error) {
        String code = String.valueOf(error);
        boolean plain = code.length() <= MAX_CODE && code.chars().allMatch(c -> c == '_' || (c >= 'a' && c <= 'z'));
        return plain && error != null ? code : "no reason given";
    }

    @Override
    public boolean leavesTheMachine() {
        return true;
    }

    /** Collects the options; each method sets the option of {@link SlackSettings} of its name. */
    public static final class Builder {
        private final Map<String, Object> values = new LinkedHashMap<>();

        private Builder() {}

        /** Address of an incoming webhook. */
        public Builder webhookUrl(String url) {
            values.put("webhook-url", url);
            return this;
        }

        /** Token of a bot. */
        public Builder token(String token) {
            values.put("token", token);
            return this;
        }

        /** Channel that the bot posts to. */
        public Builder channel(String channel) {
            values.put("channel", channel);
            return this;
        }

        /** Address of the method that posts, for a bot. */
        public Builder url(String url) {
            values.put("url", url);
            return this;
        }

        /** The handler. */
        public SlackAlertHandler build() {
            return new SlackAlertHandler(OptionsBinder.bind(SlackSettings.class, values));
        }
    }
}
