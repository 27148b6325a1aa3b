package io.cleandata.alerts;

import io.cleandata.model.Alert;
import io.cleandata.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert in Block Kit, within its limits (docs.slack.dev/reference/block-kit/blocks). */
final class SlackMessage {

    private static final int MAX_HEADER = 150;
    private static final int MAX_SECTION = 3000;
    private static final int MAX_FIELDS = 10;
    private static final int MAX_FIELD = 2000;

    private SlackMessage() {}

    static Map<String, @Nullable Object> of(Alert alert) {
        List<Object> blocks = new ArrayList<>();
        blocks.add(SafeJson.object("type", "header", "text", plain(AlertText.title(alert, MAX_HEADER))));
        String message = SlackText.escape(alert.message(), MAX_SECTION - 30);
        blocks.add(section(mark(alert) + " " + (message.isBlank() ? "(no message)" : message)));
        List<Object> fields = new ArrayList<>();
        for (AlertText.Fact fact : AlertText.facts(alert)) {
            if (fields.size() < MAX_FIELDS) {
                String text = "*" + fact.name() + "*\n" + SlackText.escape(fact.value(), MAX_FIELD - 100);
                fields.add(SafeJson.object("type", "mrkdwn", "text", text, "verbatim", true));
            }
        }
        blocks.add(SafeJson.object("type", "section", "fields", fields));
        List<String> examples = AlertText.examples(alert);
        if (!examples.isEmpty()) {
            StringBuilder lines = new StringBuilder();
            for (String example : examples) {
                String line = "• " + SlackText.escape(example, MAX_SECTION / 2) + "\n";
                lines.append(lines.length() + line.length() <= MAX_SECTION ? line : "");
            }
            blocks.add(section(lines.toString()));
        }
        String incident = SlackText.escape("incident " + alert.incident(), MAX_FIELD);
        blocks.add(SafeJson.object("type", "context", "elements", List.of(mrkdwn(incident))));
        // What notifications and screen readers show.
        return SafeJson.object("text", SlackText.escape(alert.message(), MAX_SECTION), "blocks", blocks);
    }

    private static String mark(Alert alert) {
        if (AlertText.over(alert)) {
            return ":large_green_circle:";
        }
        return alert.severity() == Severity.CRITICAL ? ":red_circle:" : ":large_yellow_circle:";
    }

    private static Object section(String text) {
        return SafeJson.object("type", "section", "text", mrkdwn(text));
    }

    /** Verbatim, so that Slack makes no links of what looks like one, or like a channel. */
    private static Object mrkdwn(String text) {
        return SafeJson.object("type", "mrkdwn", "text", text, "verbatim", true);
    }

    private static Object plain(String text) {
        return SafeJson.object("type", "plain_text", "text", text, "emoji", false);
    }
}
