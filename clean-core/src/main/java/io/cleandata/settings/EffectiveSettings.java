package io.cleandata.settings;

import io.cleandata.settings.OptionsRecord.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a pipeline really runs with, as YAML: every option, defaults marked, secrets and all values for clients as {@code ***}. */
public final class EffectiveSettings {

    private final StringBuilder out = new StringBuilder();

    private EffectiveSettings() {}

    /** The settings of a pipeline as YAML. */
    public static String of(PipelineSpec spec) {
        EffectiveSettings text = new EffectiveSettings();
        text.section("pipeline", null, spec.pipeline());
        text.section("source", spec.source().type(), spec.source().settings().orElse(null));
        text.section("parser", spec.parser().type(), spec.parser().settings().orElse(null));
        text.section("messages", null, spec.messages());
        text.window(spec.window());
        text.out.append(spec.detectors().isEmpty() ? "detectors: []\n" : "detectors:\n");
        for (DetectorSpec detector : spec.detectors()) {
            text.item(
                    detector.detector().type(),
                    Map.of("name", detector.name(), "weight", Numbers.format(detector.weight())),
                    detector.detector().settings().orElse(null));
        }
        text.section("quality", null, spec.quality());
        text.out.append(spec.alerts().isEmpty() ? "alerts: []\n" : "alerts:\n");
        for (AlertSpec alert : spec.alerts()) {
            text.item(
                    alert.handler().type(),
                    Map.of("name", alert.name()),
                    alert.handler().settings().orElse(null));
            text.options(alert.routing(), "    ", List.of("name"));
        }
        text.out.append(spec.metrics().isEmpty() ? "metrics: []\n" : "metrics:\n");
        spec.metrics().forEach(m -> text.item(m.type(), Map.of(), m.settings().orElse(null)));
        spec.deadLetter().ifPresent(o -> text.section("dead-letter", null, o));
        spec.quarantine().ifPresent(o -> text.section("quarantine", null, o));
        spec.passTo().ifPresent(o -> text.section("pass-to", null, o));
        return text.out.toString();
    }

    private void section(String name, @Nullable String type, @Nullable Record settings) {
        out.append(name).append(":\n");
        if (type != null) {
            out.append("  type: ").append(OptionText.quote(type)).append('\n');
        }
        if (settings != null) {
            options(settings, "  ", List.of());
        }
    }

    private void window(WindowSpec window) {
        out.append("window:\n");
        String indent = "  ";
        if (window.keyed().isPresent()) {
            out.append("  type: keyed\n");
            options(window.keyed().get(), indent, List.of());
            out.append("  window:\n");
            indent = "    ";
        }
        out.append(indent).append("type: ").append(window.windowing().type()).append('\n');
        if (window.windowing().settings().isPresent()) {
            options(window.windowing().settings().get(), indent, List.of());
        }
        options(window.options(), indent, List.of());
    }

    private void item(String type, Map<String, String> common, @Nullable Record settings) {
        out.append("  - type: ").append(OptionText.quote(type)).append('\n');
        new java.util.TreeMap<>(common)
                .forEach((name, value) -> out.append("    ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        if (settings != null) {
            options(settings, "    ", List.of());
        }
    }

    private void options(Record settings, String indent, List<String> without) {
        OptionsRecord<?> schema = OptionsRecord.of(settings.getClass());
        Map<String, String> values = new LinkedHashMap<>(OptionText.values(settings));
        for (Entry entry : schema.options().values()) {
            String value = values.get(entry.name());
            if (value == null || without.contains(entry.name())) {
                continue;
            }
            out.append(indent).append(entry.name()).append(": ").append(value);
            out.append(isDefault(entry, settings) ? "  # default" : "").append('\n');
        }
    }

    private static boolean isDefault(Entry entry, Record settings) {
        return Objects.equals(OptionsRecord.value(entry, settings), new Binding(new Problems()).defaultValue(entry));
    }
}
