package io.cleandata.alerts;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What messages to people say of an alert, as plain lines; each service escapes them in its own way. */
final class AlertText {

    private static final int MAX_NAME = 200;
    private static final int MAX_REASON = 300;
    private static final int MAX_PARTS = 5;
    private static final int MAX_DETAIL = 500;

    /** One figure with its name. */
    record Fact(String name, String value) {}

    private AlertText() {}

    /** "Critical: quality_score of payments", "Recovered: ...". */
    static String title(Alert alert, int limit) {
        String what = switch (alert.state()) {
            case RECOVERED -> "Recovered";
            case REPEATED -> "Still " + alert.severity().name().toLowerCase(Locale.ROOT);
            default -> alert.severity() == Severity.CRITICAL ? "Critical" : "Warning";
        };
        String key = alert.key() == null ? "" : ", key " + alert.key();
        return LineText.of(what + ": " + alert.metric() + " of " + alert.pipeline() + key, limit);
    }

    /** The figures, those that are known. */
    static List<Fact> facts(Alert alert) {
        List<Fact> facts = new ArrayList<>();
        if (!Double.isNaN(alert.value())) {
            String interval =
                    Double.isNaN(alert.low()) ? "" : " (" + number(alert.low()) + " to " + number(alert.high()) + ")";
            facts.add(new Fact("Value", number(alert.value()) + interval));
        }
        if (!Double.isNaN(alert.threshold())) {
            facts.add(new Fact("Threshold", number(alert.threshold())));
        }
        facts.add(new Fact("Window", Long.toString(alert.window())));
        if (!alert.firstPosition().isEmpty()) {
            facts.add(new Fact(
                    "Positions", LineText.of(alert.firstPosition() + " to " + alert.lastPosition(), MAX_NAME)));
        }
        add(facts, "Detectors", contributions(alert.detectors()));
        add(facts, "Features", contributions(alert.features()));
        List<String> concentrations = new ArrayList<>();
        for (Alert.Concentration c : alert.concentrations()) {
            concentrations.add(LineText.of(c.field() + " = " + c.value(), MAX_NAME) + " (" + number(c.lift())
                    + " times as often as usual)");
        }
        add(facts, "Concentrated in", concentrations);
        facts.add(new Fact("Time", alert.time().truncatedTo(ChronoUnit.SECONDS).toString()));
        return facts;
    }

    /** One line for each example sample. */
    static List<String> examples(Alert alert) {
        List<String> lines = new ArrayList<>();
        for (Alert.Example example : alert.examples()) {
            lines.add(LineText.of(example.position(), MAX_NAME) + " (" + LineText.of(example.detector(), MAX_NAME)
                    + "): " + LineText.of(example.reason(), MAX_REASON));
        }
        return lines;
    }

    /** Message, figures, incident and examples by name, for services that show details as a table; about 8000 characters at most. */
    static Map<String, String> details(Alert alert) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("Message", LineText.of(alert.message(), MAX_DETAIL));
        details.put("Incident", LineText.of(alert.incident(), MAX_DETAIL));
        for (Fact fact : facts(alert)) {
            details.put(fact.name(), LineText.of(fact.value(), MAX_DETAIL));
        }
        List<String> examples = examples(alert);
        for (int i = 0; i < Math.min(MAX_PARTS, examples.size()); i++) {
            details.put("Example " + (i + 1), LineText.of(examples.get(i), MAX_REASON));
        }
        return details;
    }

    static boolean over(Alert alert) {
        return alert.state() == AlertState.RECOVERED;
    }

    /** The incident as an identifier of a service: itself, or its begin and a hash where it is too long. */
    static String identifier(String incident, int limit) {
        String safe = LineText.of(incident, incident.length() + 1);
        if (safe.length() <= limit) {
            return safe;
        }
        String hash = Hashes.sha256(incident).substring(0, 32);
        int end = limit - hash.length() - 1;
        end -= Character.isHighSurrogate(safe.charAt(end - 1)) ? 1 : 0;
        return safe.substring(0, end) + "-" + hash;
    }

    static String number(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value)
                        .round(new MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString()
                : "unknown";
    }

    private static List<String> contributions(List<Alert.Contribution> parts) {
        List<String> texts = new ArrayList<>();
        for (Alert.Contribution part : parts) {
            texts.add(LineText.of(part.name(), MAX_NAME) + " " + Math.round(100 * part.share()) + " %");
        }
        return texts;
    }

    private static void add(List<Fact> facts, String name, List<String> parts) {
        if (!parts.isEmpty()) {
            facts.add(new Fact(name, String.join(", ", parts.subList(0, Math.min(MAX_PARTS, parts.size())))));
        }
    }
}
