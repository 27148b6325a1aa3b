package io.cleandata.alert;

import io.cleandata.model.Alert;
import io.cleandata.model.Alert.Concentration;
import io.cleandata.model.Alert.Example;
import io.cleandata.model.AlertState;
import io.cleandata.settings.AlertRouting;
import io.cleandata.spi.AlertHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One handler with what it is to get.
 *
 * @param name unique in the pipeline
 * @param routing which alerts, and how often
 * @param withExamples whether example samples go with them
 * @param handler what delivers them
 */
public record AlertRoute(String name, AlertRouting routing, boolean withExamples, AlertHandler handler) {

    private static final String MASK = "***";
    private static final int SHORTEST_MASKED = 2;

    /** Whether the handler gets the alert. */
    boolean takes(Alert alert) {
        return alert.severity().compareTo(routing.minSeverity()) >= 0
                && alert.severity().compareTo(routing.maxSeverity()) <= 0
                && (routing.metrics().isEmpty() || routing.metrics().contains(alert.metric()))
                && (routing.keys().isEmpty()
                        || (alert.key() != null && routing.keys().contains(alert.key())))
                && (routing.recoveries() || alert.state() != AlertState.RECOVERED);
    }

    /** The alert as the handler may see it: without examples it did not ask for, sensitive fields masked. */
    Alert visible(Alert alert) {
        if (withExamples && routing.sensitive().isEmpty()) {
            return alert;
        }
        List<Example> examples = new ArrayList<>();
        if (withExamples) {
            alert.examples().forEach(example -> examples.add(masked(example)));
        }
        List<Concentration> concentrations = new ArrayList<>();
        String message = alert.message();
        for (Concentration c : alert.concentrations()) {
            if (routing.sensitive().contains(c.field())) {
                message = message.replace(c.field() + " = " + c.value(), c.field() + " = " + MASK);
                concentrations.add(new Concentration(c.field(), MASK, c.share(), c.lift(), c.pValue()));
            } else {
                concentrations.add(c);
            }
        }
        return alert.toBuilder()
                .message(message)
                .concentrations(concentrations)
                .examples(examples)
                .build();
    }

    private Example masked(Example example) {
        Map<String, String> features = new LinkedHashMap<>();
        String reason = example.reason();
        for (Map.Entry<String, String> feature : example.features().entrySet()) {
            if (routing.sensitive().contains(feature.getKey())) {
                features.put(feature.getKey(), MASK);
                reason = feature.getValue().length() >= SHORTEST_MASKED
                        ? reason.replace(feature.getValue(), MASK)
                        : reason;
                if (reason.contains(feature.getKey())) {
                    reason = MASK; // it speaks of the field, and may quote a value in other words
                }
            } else {
                features.put(feature.getKey(), feature.getValue());
            }
        }
        return new Example(example.position(), example.detector(), reason, features);
    }
}
