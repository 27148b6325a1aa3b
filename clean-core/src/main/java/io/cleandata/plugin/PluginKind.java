package io.cleandata.plugin;

import io.cleandata.metrics.MetricsExporterProvider;
import io.cleandata.spi.AlertHandlerProvider;
import io.cleandata.spi.DetectorProvider;
import io.cleandata.spi.MessageParserProvider;
import io.cleandata.spi.Provider;
import io.cleandata.spi.SourceProvider;
import io.cleandata.spi.WindowingProvider;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of plug-ins, each with the interface of its providers. */
public enum PluginKind {
    /** Where messages come from. */
    SOURCE(
            "source",
            SourceProvider.class,
            Map.of(
                    "clean-source-kafka",
                    List.of("kafka"),
                    "clean-source-pulsar",
                    List.of("pulsar"),
                    "clean-source-redis",
                    List.of("redis"))),
    /** What makes samples of messages. */
    PARSER("parser", MessageParserProvider.class, Map.of()),
    /** What cuts the stream. */
    WINDOW("window", WindowingProvider.class, Map.of()),
    /** What finds faults. */
    DETECTOR(
            "detector",
            DetectorProvider.class,
            Map.of(
                    "clean-detectors",
                    List.of(
                            "labels",
                            "duplicates",
                            "outliers",
                            "missing",
                            "schema",
                            "drift",
                            "imbalance",
                            "freshness",
                            "constraints",
                            "bias"))),
    /** What brings alerts to people. */
    ALERT(
            "alert handler",
            AlertHandlerProvider.class,
            Map.of(
                    "clean-alerts",
                    List.of("slack", "webhook", "pagerduty", "opsgenie", "teams", "alertmanager", "email", "file"))),
    /** What exports figures. */
    METRICS(
            "metrics exporter",
            MetricsExporterProvider.class,
            Map.of("clean-metrics-prometheus", List.of("prometheus")));

    private final String word;
    private final Class<? extends Provider<?>> spi;
    private final Map<String, List<String>> modules;

    @SuppressWarnings({"unchecked", "rawtypes"})
    PluginKind(String word, Class<? extends Provider> spi, Map<String, List<String>> modules) {
        this.word = word;
        this.spi = (Class) spi;
        this.modules = modules;
    }

    /** The kind in words: "source", "alert handler". */
    public String word() {
        return word;
    }

    /** The interface that providers implement. */
    public Class<? extends Provider<?>> spi() {
        return spi;
    }

    /** The module of Clean that a plug-in of this name comes in, or null. */
    @Nullable
    String moduleOf(String name) {
        for (Map.Entry<String, List<String>> module : modules.entrySet()) {
            if (module.getValue().contains(name)) {
                return module.getKey();
            }
        }
        return null;
    }
}
