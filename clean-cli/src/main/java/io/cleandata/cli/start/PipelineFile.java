package io.cleandata.cli.start;

import io.cleandata.source.file.FileSourceSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** A commented settings file. */
public final class PipelineFile {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9._/-]*(:[A-Za-z0-9._/-]+)*");
    private static final Set<String> NOT_TEXT = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private final String name;
    private final String type;
    private final Map<String, String> source;
    private final String label;
    private final boolean flat;

    /**
     * What the file is to say.
     *
     * @param name of the pipeline
     * @param type of the source
     * @param source options of the source
     * @param label path or column of the label; empty for none
     * @param flat whether features stand at the top of a JSON message, beside the label
     */
    public PipelineFile(String name, String type, Map<String, String> source, String label, boolean flat) {
        this.name = name;
        this.type = type;
        this.source = source;
        this.label = label;
        this.flat = flat;
    }

    /** The file's text. */
    public String text() {
        var options = new StringBuilder();
        source.forEach((option, value) -> options.append("  ")
                .append(option)
                .append(": ")
                .append(yaml(value))
                .append('\n'));
        return """
                # A pipeline of Clean. "clean doctor FILE" tries it, "clean monitor FILE" runs it, "clean plugins NAME" lists
                # all options of a plug-in. Values may hold environment variables, ${NAME}, and ${file:/run/secrets/x}.

                pipeline:
                  name: %s
                  # Keeps positions, detectors' memory and open incidents over a restart; needed in production.
                  # state-dir: /var/lib/clean/%s

                source:
                  type: %s
                %s
                # How a message becomes a sample: {"features": {...}, "label": ..., "timestamp": ..., "metadata": {...}}
                # needs nothing here; paths such as output.class map other shapes.
                %s
                # 1000 messages are judged together; a window that does not fill is closed after the timeout.
                window: {type: count, size: 1000, timeout: 30s}

                # Or a list of names, each with its options; "clean plugins" lists them.
                detectors: all

                quality:
                  # An alert is raised when the score, 0 to 1, falls below; "clean tune HISTORY" proposes one.
                  threshold: 0.8
                  alert-on-degradation: true
                  # How many false alerts are bearable.
                  false-alerts: 1/week

                alerts:
                  - {type: console}
                  # - {type: slack, webhook-url: "${SLACK_WEBHOOK}", min-severity: warning}

                # metrics:
                #   - {type: prometheus, port: 9090}
                """.formatted(yaml(name), name, yaml(type), options, parser());
    }

    private String parser() {
        boolean csv = FileSourceSettings.of(source.getOrDefault("path", "")).csv();
        var parser = new StringBuilder("parser: {type: ").append(csv ? "csv" : "json");
        if (flat && !csv) {
            parser.append(", features: .");
        }
        if (!label.isEmpty()) {
            parser.append(", label: ").append(yaml(label));
        }
        return parser.append("}\n").toString();
    }

    /** JSON quotes all that YAML could take for something else. */
    static String yaml(String text) {
        return PLAIN.matcher(text).matches() && !NOT_TEXT.contains(text.toLowerCase(Locale.ROOT))
                ? text
                : JsonMapper.shared().writeValueAsString(text);
    }
}
