package io.cleandata.settings;

import io.cleandata.plugin.Plugin;
import io.cleandata.plugin.PluginCatalog;
import io.cleandata.plugin.PluginKind;
import io.cleandata.settings.OptionsRecord.Entry;
import io.cleandata.spi.DetectorProvider;
import java.util.LinkedHashMap;
import java.util.Map;

/** Words about all settings there are, made of the records that are bound: for a terminal, and as a Markdown page. */
public final class SettingsReference {

    private static final Map<PluginKind, Class<? extends Record>> COMMON = Map.of(
            PluginKind.WINDOW, WindowOptions.class,
            PluginKind.DETECTOR, DetectorOptions.class,
            PluginKind.ALERT, AlertRouting.class);

    private SettingsReference() {}

    /** Sections that are plain options, in the order of the page. */
    static Map<String, Class<? extends Record>> sections() {
        Map<String, Class<? extends Record>> sections = new LinkedHashMap<>();
        sections.put("pipeline", PipelineOptions.class);
        sections.put("messages", MessageLimits.class);
        sections.put("quality", QualityOptions.class);
        sections.put("dead-letter", DeadLetterOptions.class);
        sections.put("quarantine", QuarantineOptions.class);
        sections.put("pass-to", PassToOptions.class);
        return sections;
    }

    /** The options that all plug-ins of a kind have beside their own. */
    static Class<? extends Record> common(PluginKind kind) {
        return COMMON.getOrDefault(kind, SpecAssembly.NoOptions.class);
    }

    /** One plug-in and its options, as text for a terminal. */
    public static String describe(Plugin plugin) {
        StringBuilder out = new StringBuilder();
        out.append(plugin.kind().word()).append(' ').append(plugin.name()).append(": ");
        out.append(plugin.provider().summary()).append('\n');
        out.append("from ")
                .append(plugin.module())
                .append(" (")
                .append(plugin.origin())
                .append(")\n");
        if (plugin.provider() instanceof DetectorProvider<?> detector) {
            out.append("metric ").append(detector.metricName()).append(", weight ");
            out.append(Numbers.format(detector.weight()));
            out.append(detector.inAll() ? ", part of all\n" : ", only when named\n");
        }
        OptionsRecord<?> own = OptionsRecord.of(plugin.provider().settingsType());
        out.append(own.options().isEmpty() ? "\nno options of its own\n" : "\noptions:\n");
        OptionText.describe(out, own, "  ");
        OptionsRecord<?> common = OptionsRecord.of(common(plugin.kind()));
        if (!common.options().isEmpty()) {
            out.append("\noptions of every ").append(plugin.kind().word()).append(":\n");
            OptionText.describe(out, common, "  ");
        }
        return out.toString();
    }

    /** The reference page of everything that the catalog knows. */
    public static String markdown(PluginCatalog catalog) {
        StringBuilder out = new StringBuilder("""
                # Configuration reference

                Generated from the options records by `ConfigurationReferenceTest`; do not edit.

                One YAML file describes one pipeline. Values may hold `${ENV}`, `${ENV:default}` and `${file:/run/secrets/x}`; `$${`
                stands for the characters `${`. Durations are written `500ms`, `30s`, `5m`, `2h`, `1d` or as ISO 8601; numbers may
                have a factor (`10k`, `64MiB`). An unknown key stops the start, with its line and a guess. `clean validate FILE` checks a
                file, `clean schema` prints a JSON Schema for editors. From Java, `PipelineConfig.builder().set("quality.threshold", 0.9)`
                reaches every option below.
                """);
        sections().forEach((name, type) -> {
            out.append("\n## ").append(name).append("\n\n");
            table(out, OptionsRecord.of(type), "");
        });
        for (PluginKind kind : PluginKind.values()) {
            out.append("\n## ").append(heading(kind)).append('\n');
            OptionsRecord<?> common = OptionsRecord.of(common(kind));
            if (!common.options().isEmpty()) {
                out.append("\nEvery ").append(kind.word()).append(" has these, beside its own:\n\n");
                table(out, common, "");
            }
            if (kind == PluginKind.WINDOW) {
                plugin(out, "keyed", "windows by key, around any of the others (`window: {...}`)", KeyedOptions.class);
            }
            for (Plugin plugin : catalog.all(kind)) {
                plugin(
                        out,
                        plugin.name(),
                        plugin.provider().summary(),
                        plugin.provider().settingsType());
            }
        }
        return out.toString();
    }

    private static String heading(PluginKind kind) {
        return switch (kind) {
            case SOURCE -> "source";
            case PARSER -> "parser";
            case WINDOW -> "window";
            case DETECTOR -> "detectors";
            case ALERT -> "alerts";
            case METRICS -> "metrics";
        };
    }

    private static void plugin(StringBuilder out, String name, String summary, Class<? extends Record> type) {
        out.append("\n### ").append(name).append("\n\n").append(summary).append('\n');
        OptionsRecord<?> options = OptionsRecord.of(type);
        if (!options.options().isEmpty()) {
            out.append('\n');
            table(out, options, "");
        }
    }

    private static void table(StringBuilder out, OptionsRecord<?> options, String prefix) {
        if (prefix.isEmpty()) {
            out.append("| option | type | default | what it does |\n| --- | --- | --- | --- |\n");
        }
        for (Entry entry : options.options().values()) {
            String name = prefix + entry.name();
            out.append("| `")
                    .append(name)
                    .append("` | ")
                    .append(cell(OptionText.type(entry)))
                    .append(" | ");
            String value = OptionText.defaultOf(entry);
            out.append(value.isEmpty() || entry.option().required() ? value : "`" + cell(value) + "`")
                    .append(" | ");
            out.append(cell(entry.option().doc()))
                    .append(entry.option().secret() ? " (secret)" : "")
                    .append(" |\n");
            Class<? extends Record> nested = OptionText.nested(entry.type());
            if (nested != null) {
                String inner = entry.type() instanceof OptionType.ListOf
                        ? name + "[]."
                        : entry.type() instanceof OptionType.MapOf ? name + ".NAME." : name + ".";
                table(out, OptionsRecord.of(nested), inner);
            }
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }
}
