package io.cleandata.alerts;

import io.cleandata.model.Alert;
import io.cleandata.model.Severity;

/** An alert as the texts of an e-mail: a subject of one line, plain text, and HTML without anything that is loaded or runs. */
final class EmailText {

    private static final int MAX_SUBJECT = 200;
    private static final int MAX_TEXT = 10_000;

    private EmailText() {}

    static String subject(Alert alert, String prefix) {
        return LineText.of((prefix + " ").stripLeading() + AlertText.title(alert, MAX_SUBJECT), MAX_SUBJECT);
    }

    static String plain(Alert alert) {
        StringBuilder text = new StringBuilder();
        text.append(LineText.of(alert.message(), MAX_TEXT)).append("\n\n");
        for (AlertText.Fact fact : AlertText.facts(alert)) {
            text.append(fact.name()).append(": ").append(fact.value()).append('\n');
        }
        for (String example : AlertText.examples(alert)) {
            text.append("- ").append(example).append('\n');
        }
        return text.append("\nincident ")
                .append(LineText.of(alert.incident(), MAX_TEXT))
                .append('\n')
                .toString();
    }

    static String html(Alert alert) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html><body style=\"font-family: sans-serif\">\n");
        html.append("<h2 style=\"border-left: 8px solid ")
                .append(colour(alert))
                .append("; padding-left: 8px\">")
                .append(HtmlText.escape(AlertText.title(alert, MAX_SUBJECT)))
                .append("</h2>\n<p>")
                .append(HtmlText.escape(LineText.of(alert.message(), MAX_TEXT)))
                .append("</p>\n<table>\n");
        for (AlertText.Fact fact : AlertText.facts(alert)) {
            html.append("<tr><th align=\"left\">")
                    .append(HtmlText.escape(fact.name()))
                    .append("</th><td>")
                    .append(HtmlText.escape(fact.value()))
                    .append("</td></tr>\n");
        }
        html.append("</table>\n");
        if (!alert.examples().isEmpty()) {
            html.append("<ul>\n");
            AlertText.examples(alert)
                    .forEach(example ->
                            html.append("<li>").append(HtmlText.escape(example)).append("</li>\n"));
            html.append("</ul>\n");
        }
        return html.append("<p><small>incident ")
                .append(HtmlText.escape(LineText.of(alert.incident(), MAX_TEXT)))
                .append("</small></p>\n</body></html>\n")
                .toString();
    }

    private static String colour(Alert alert) {
        if (AlertText.over(alert)) {
            return "#2e7d32";
        }
        return alert.severity() == Severity.CRITICAL ? "#c62828" : "#f9a825";
    }
}
