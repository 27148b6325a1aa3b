package io.cleandata.alerts;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.spi.CleanException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A body with places to be filled with an alert's fields, escaped as its content type asks. What is filled in is never read as a template again. */
final class BodyTemplate {

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z]+)\\s*}}");

    private enum Kind {
        JSON,
        FORM,
        MARKUP,
        TEXT
    }

    private final List<String> texts = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private final Kind kind;

    /** Checks that all places are known, and that a body of JSON is JSON. */
    BodyTemplate(String template, String contentType) {
        this.kind = kind(contentType.toLowerCase(Locale.ROOT));
        Matcher matcher = PLACE.matcher(template);
        int from = 0;
        while (matcher.find()) {
            texts.add(template.substring(from, matcher.start()));
            places.add(matcher.group(1));
            from = matcher.end();
        }
        texts.add(template.substring(from));
        Alert sample = Alert.builder()
                .pipeline("p")
                .incident("p/m/1")
                .state(AlertState.OPENED)
                .severity(Severity.WARNING)
                .metric("m")
                .message("\"quoted\"")
                .build();
        TreeSet<String> known = new TreeSet<>(AlertPayload.of(sample).keySet());
        known.add("alert");
        known.add("title");
        for (String place : places) {
            if (!known.contains(place)) {
                throw new CleanException(
                        CleanException.Kind.SETTINGS,
                        "webhook: body has {{" + place + "}}, which is not a field of an alert; known are "
                                + String.join(", ", known));
            }
        }
        if (kind == Kind.JSON) {
            try {
                SafeJson.read(fill(sample));
            } catch (RuntimeException e) { // without the cause, which quotes the body
                throw new CleanException(
                        CleanException.Kind.SETTINGS,
                        "webhook: body is no JSON once it is filled in; texts need quotation marks around them:"
                                + " \"{{message}}\"");
            }
        }
    }

    private static Kind kind(String contentType) {
        if (contentType.contains("json")) {
            return Kind.JSON;
        } else if (contentType.contains("x-www-form-urlencoded")) {
            return Kind.FORM;
        } else if (contentType.contains("html") || contentType.contains("xml")) {
            return Kind.MARKUP;
        }
        return Kind.TEXT;
    }

    String fill(Alert alert) {
        Map<String, @Nullable Object> payload = AlertPayload.of(alert);
        StringBuilder body = new StringBuilder(texts.get(0));
        for (int i = 0; i < places.size(); i++) {
            body.append(value(places.get(i), alert, payload)).append(texts.get(i + 1));
        }
        return body.toString();
    }

    private String value(String place, Alert alert, Map<String, @Nullable Object> payload) {
        Object value = switch (place) {
            case "alert" -> payload;
            case "title" -> AlertText.title(alert, Integer.MAX_VALUE);
            default -> payload.get(place);
        };
        if (kind == Kind.JSON) {
            String json = value == null ? "null" : SafeJson.text(value);
            return value instanceof String ? json.substring(1, json.length() - 1) : json;
        }
        String text = value == null ? "" : value instanceof String s ? s : SafeJson.text(value);
        return switch (kind) {
            case FORM -> URLEncoder.encode(text, StandardCharsets.UTF_8);
            case MARKUP -> HtmlText.escape(text);
            default -> LineText.of(text, Integer.MAX_VALUE);
        };
    }
}
