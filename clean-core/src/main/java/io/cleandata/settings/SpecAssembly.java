package io.cleandata.settings;

import io.cleandata.metrics.MetricsExporter;
import io.cleandata.metrics.MetricsExporterProvider;
import io.cleandata.plugin.PluginCatalog;
import io.cleandata.plugin.PluginKind;
import io.cleandata.source.file.FileSourceSettings;
import io.cleandata.spi.AlertHandlerProvider;
import io.cleandata.spi.MessageParser;
import io.cleandata.spi.MessageParserProvider;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceProvider;
import io.cleandata.spi.Windowing;
import io.cleandata.spi.WindowingProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One reading of one tree: binds each section, then checks what spans sections. */
final class SpecAssembly {

    /** Sections of a file, in the order of the reference. */
    static final List<String> SECTIONS = List.of(
            "pipeline",
            "source",
            "parser",
            "messages",
            "window",
            "detectors",
            "quality",
            "alerts",
            "metrics",
            "dead-letter",
            "quarantine",
            "pass-to");

    /** Metrics that no detector makes. */
    static final List<String> OWN_METRICS = List.of("bad_messages");

    /** Metrics of alerts beside those of {@code quality.metrics}. */
    private static final List<String> ALERTED_METRICS = List.of("quality_score", "assessment", "outbox");

    /** Options that plug-ins of a kind have in common, where there are none. */
    record NoOptions() {}

    private final PluginCatalog catalog;
    private final LiveParts live;
    private final Problems problems;
    private final Binding binding;
    private final PluginBinding plugins;

    SpecAssembly(PluginCatalog catalog, LiveParts live, Problems problems) {
        this.catalog = catalog;
        this.live = live;
        this.problems = problems;
        this.binding = new Binding(problems);
        this.plugins = new PluginBinding(catalog, problems);
    }

    /** The spec, or null when a fault was noted. */
    @Nullable
    PipelineSpec assemble(Node.Mapping root) {
        for (Node.Entry entry : root.entries().values()) {
            if (!SECTIONS.contains(entry.key())) {
                problems.add(entry.place(), Binding.unknown("", entry.key(), SECTIONS));
            }
        }
        PipelineOptions pipeline = section(root, "pipeline", PipelineOptions.class);
        MessageLimits messages = section(root, "messages", MessageLimits.class);
        QualityOptions quality = section(root, "quality", QualityOptions.class);
        PluginBinding.Bound<?, NoOptions> boundSource = live.source == null ? source(root) : null;
        Configured<Source> source =
                live.source != null ? live.source : boundSource == null ? null : source(boundSource);
        Configured<MessageParser> parser = live.parser != null ? live.parser : parser(root, boundSource);
        WindowSpec window = new WindowAssembly(plugins, binding, problems, live).window(root);
        List<DetectorSpec> detectors =
                new DetectorAssembly(catalog, plugins, problems, live).detectors(root, pipeline, quality);
        List<AlertSpec> alerts = alerts(root);
        List<Configured<MetricsExporter>> metrics = metrics(root);
        Optional<DeadLetterOptions> deadLetter = optional(root, "dead-letter", DeadLetterOptions.class);
        Optional<QuarantineOptions> quarantine = optional(root, "quarantine", QuarantineOptions.class);
        Optional<PassToOptions> passTo = optional(root, "pass-to", PassToOptions.class);
        if (pipeline == null
                || messages == null
                || quality == null
                || source == null
                || parser == null
                || window == null) {
            return null;
        }
        checkNames(root, detectors, quality, alerts, quarantine);
        return new PipelineSpec(
                pipeline,
                source,
                parser,
                messages,
                window,
                detectors,
                quality,
                alerts,
                metrics,
                deadLetter,
                quarantine,
                passTo);
    }

    private <C extends Record> @Nullable C section(Node.Mapping root, String key, Class<C> type) {
        Node node = root.get(key);
        return binding.record(type, node == null ? Node.Mapping.empty(root.place()) : node, key, List.of());
    }

    private <C extends Record> Optional<C> optional(Node.Mapping root, String key, Class<C> type) {
        Node node = root.get(key);
        return node == null || (node instanceof Node.Scalar scalar && scalar.text() == null)
                ? Optional.empty()
                : Optional.ofNullable(binding.record(type, node, key, List.of()));
    }

    private PluginBinding.@Nullable Bound<?, NoOptions> source(Node.Mapping root) {
        Node node = root.get("source");
        if (node == null) {
            problems.add(
                    root.place(),
                    "source is required: {type: ..., ...}, one of "
                            + String.join(", ", catalog.names(PluginKind.SOURCE)) + ".");
            return null;
        }
        PluginBinding.Named named = plugins.named(PluginKind.SOURCE, node, "source", null);
        return named == null ? null : plugins.bind(PluginKind.SOURCE, named, "source", NoOptions.class);
    }

    private static <C extends Record> Configured<Source> source(PluginBinding.Bound<C, NoOptions> bound) {
        SourceProvider<C> provider = (SourceProvider<C>) bound.provider();
        return Configured.of(provider, bound.settings(), provider::create);
    }

    /** JSON, unless the file that is read is CSV. */
    private @Nullable Configured<MessageParser> parser(
            Node.Mapping root, PluginBinding.@Nullable Bound<?, NoOptions> source) {
        boolean csv = source != null && source.settings() instanceof FileSourceSettings file && file.csv();
        Node node = root.get("parser");
        PluginBinding.Named named = plugins.named(
                PluginKind.PARSER,
                node == null ? Node.Mapping.empty(root.place()) : node,
                "parser",
                csv ? "csv" : "json");
        PluginBinding.Bound<?, NoOptions> bound =
                named == null ? null : plugins.bind(PluginKind.PARSER, named, "parser", NoOptions.class);
        return bound == null ? null : parser(bound);
    }

    private static <C extends Record> Configured<MessageParser> parser(PluginBinding.Bound<C, NoOptions> bound) {
        MessageParserProvider<C> provider = (MessageParserProvider<C>) bound.provider();
        return Configured.of(provider, bound.settings(), provider::create);
    }

    static <C extends Record, K extends Record> Configured<Windowing> windowing(PluginBinding.Bound<C, K> bound) {
        WindowingProvider<C> provider = (WindowingProvider<C>) bound.provider();
        return Configured.of(provider, bound.settings(), provider::create);
    }

    private List<AlertSpec> alerts(Node.Mapping root) {
        List<AlertSpec> alerts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<Node> items = items(root, "alerts");
        for (int i = 0; i < items.size(); i++) {
            String path = "alerts[" + i + "]";
            PluginBinding.Named named = plugins.named(PluginKind.ALERT, items.get(i), path, null);
            PluginBinding.Bound<?, AlertRouting> bound =
                    named == null ? null : plugins.bind(PluginKind.ALERT, named, path, AlertRouting.class);
            if (bound != null) {
                AlertSpec spec = alert(bound, names, items.get(i).place(), path);
                alerts.add(spec);
            }
        }
        for (LiveParts.LiveAlert alert : live.alerts) {
            alerts.add(new AlertSpec(unique(alert.name(), names), false, alert.routing(), alert.handler()));
        }
        return alerts;
    }

    private <C extends Record> AlertSpec alert(
            PluginBinding.Bound<C, AlertRouting> bound, Set<String> names, Place place, String path) {
        AlertHandlerProvider<C> provider = (AlertHandlerProvider<C>) bound.provider();
        String given = bound.common().name();
        if (given != null && names.contains(given)) {
            problems.add(place, path + ".name = \"" + given + "\": another alert handler has that name.");
        }
        String name = unique(given == null ? provider.name() : given, names);
        return new AlertSpec(
                name,
                provider.leavesTheMachine(),
                bound.common(),
                Configured.of(provider, bound.settings(), provider::create));
    }

    private static String unique(String name, Set<String> names) {
        String candidate = name;
        for (int i = 2; !names.add(candidate); i++) {
            candidate = name + "-" + i;
        }
        return candidate;
    }

    private List<Configured<MetricsExporter>> metrics(Node.Mapping root) {
        List<Configured<MetricsExporter>> metrics = new ArrayList<>();
        List<Node> items = items(root, "metrics");
        for (int i = 0; i < items.size(); i++) {
            String path = "metrics[" + i + "]";
            PluginBinding.Named named = plugins.named(PluginKind.METRICS, items.get(i), path, null);
            PluginBinding.Bound<?, NoOptions> bound =
                    named == null ? null : plugins.bind(PluginKind.METRICS, named, path, NoOptions.class);
            if (bound != null) {
                metrics.add(exporter(bound));
            }
        }
        metrics.addAll(live.metrics);
        return metrics;
    }

    private static <C extends Record> Configured<MetricsExporter> exporter(PluginBinding.Bound<C, NoOptions> bound) {
        MetricsExporterProvider<C> provider = (MetricsExporterProvider<C>) bound.provider();
        return Configured.of(provider, bound.settings(), provider::create);
    }

    /** A list, or one element that stands alone. */
    private static List<Node> items(Node.Mapping root, String key) {
        Node node = root.get(key);
        if (node == null || (node instanceof Node.Scalar scalar && scalar.text() == null)) {
            return List.of();
        }
        return node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
    }

    /** Names of detectors and metrics that settings refer to must exist. */
    private void checkNames(
            Node.Mapping root,
            List<DetectorSpec> detectors,
            QualityOptions quality,
            List<AlertSpec> alerts,
            Optional<QuarantineOptions> quarantine) {
        Set<String> names = new TreeSet<>();
        Set<String> knownMetrics = new TreeSet<>(OWN_METRICS);
        for (DetectorSpec detector : detectors) {
            names.add(detector.name());
            knownMetrics.add(detector.metric());
        }
        catalog.all(PluginKind.DETECTOR)
                .forEach(p -> knownMetrics.add(((io.cleandata.spi.DetectorProvider<?>) p.provider()).metricName()));
        Place place = place(root, "quality");
        quality.weights().keySet().forEach(name -> known(place, "quality.weights", "detector", name, names));
        quality.metrics().keySet().forEach(name -> known(place, "quality.metrics", "metric", name, knownMetrics));
        Set<String> alerted = new TreeSet<>(knownMetrics);
        alerted.addAll(ALERTED_METRICS);
        quality.silences().stream()
                .map(QualityOptions.Silence::metric)
                .filter(Objects::nonNull)
                .forEach(name -> known(place, "quality.silences.metric", "metric", name, alerted));
        alerts.forEach(alert -> alert.routing()
                .metrics()
                .forEach(name -> known(place(root, "alerts"), alert.name() + ".metrics", "metric", name, alerted)));
        quarantine.ifPresent(q -> q.detectors()
                .forEach(name -> known(place(root, "quarantine"), "quarantine.detectors", "detector", name, names)));
    }

    private void known(Place place, String path, String what, String name, Set<String> known) {
        if (!known.contains(name)) {
            problems.add(
                    place,
                    path + "." + name + ": there is no " + what + " of that name." + Names.guess(name, known)
                            + " Here are: " + String.join(", ", known) + ".");
        }
    }

    private static Place place(Node.Mapping root, String key) {
        Node.Entry entry = root.entries().get(key);
        return entry == null ? root.place() : entry.place();
    }
}
