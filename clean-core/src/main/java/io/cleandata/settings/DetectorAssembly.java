package io.cleandata.settings;

import io.cleandata.plugin.Plugin;
import io.cleandata.plugin.PluginCatalog;
import io.cleandata.plugin.PluginKind;
import io.cleandata.spi.DetectorProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the section {@code detectors}: {@code all}; a list of names, of {@code {name: {options}}} and of {@code {type: name, options}};
 * or one mapping of names to options. {@code all} in a list stands for those that the list does not name.
 */
final class DetectorAssembly {

    private static final String ALL = "all";

    private final PluginCatalog catalog;
    private final PluginBinding plugins;
    private final Problems problems;
    private final LiveParts live;

    DetectorAssembly(PluginCatalog catalog, PluginBinding plugins, Problems problems, LiveParts live) {
        this.catalog = catalog;
        this.plugins = plugins;
        this.problems = problems;
        this.live = live;
    }

    /** One detector that is asked for, and its path in messages. */
    private record Wanted(PluginBinding.Named named, String path) {}

    List<DetectorSpec> detectors(
            Node.Mapping root, @Nullable PipelineOptions pipeline, @Nullable QualityOptions quality) {
        Map<String, DetectorSpec> specs = new LinkedHashMap<>();
        Duration timeout = pipeline == null ? Duration.ofSeconds(60) : pipeline.detectorTimeout();
        Map<String, Double> weights = quality == null ? Map.of() : quality.weights();
        for (Wanted wanted : wanted(root)) {
            PluginBinding.Bound<?, DetectorOptions> bound =
                    plugins.bind(PluginKind.DETECTOR, wanted.named(), wanted.path(), DetectorOptions.class);
            if (bound != null) {
                add(specs, spec(bound, timeout, weights), wanted.named().place(), wanted.path());
            }
        }
        for (LiveParts.LiveDetector detector : live.detectors) {
            double weight = weights.getOrDefault(detector.name(), detector.weight());
            DetectorSpec spec =
                    new DetectorSpec(detector.name(), detector.metric(), weight, timeout, detector.detector());
            add(specs, spec, Place.JAVA, "detectors");
        }
        return specs.values().stream()
                .sorted(Comparator.comparing(DetectorSpec::name))
                .toList();
    }

    private void add(Map<String, DetectorSpec> specs, DetectorSpec spec, Place place, String path) {
        if (specs.putIfAbsent(spec.name(), spec) != null) {
            problems.add(
                    place,
                    path + ": there are two detectors named \"" + spec.name() + "\"; give one of them another name.");
        }
    }

    private static <C extends Record> DetectorSpec spec(
            PluginBinding.Bound<C, DetectorOptions> bound, Duration timeout, Map<String, Double> weights) {
        DetectorProvider<C> provider = (DetectorProvider<C>) bound.provider();
        DetectorOptions common = bound.common();
        String name = common.name() == null ? provider.name() : common.name();
        Double weight = weights.getOrDefault(name, common.weight() == null ? provider.weight() : common.weight());
        return new DetectorSpec(
                name,
                provider.metricName(),
                weight,
                common.timeout() == null ? timeout : common.timeout(),
                Configured.of(provider, bound.settings(), provider::create));
    }

    private List<Wanted> wanted(Node.Mapping root) {
        Node node = root.get("detectors");
        if (node == null || (node instanceof Node.Scalar scalar && scalar.text() == null)) {
            node = Node.scalar(root.place(), ALL);
        }
        List<Wanted> wanted = new ArrayList<>();
        Place allPlace = null;
        List<Node> items = items(node);
        for (int i = 0; i < items.size(); i++) {
            Node item = items.get(i);
            String path = node instanceof Node.Sequence ? "detectors[" + i + "]" : "detectors";
            if (item instanceof Node.Scalar scalar && ALL.equals(scalar.text())) {
                allPlace = item.place();
                continue;
            }
            PluginBinding.Named named = named(item, path);
            if (named != null) {
                wanted.add(new Wanted(named, path));
            }
        }
        if (allPlace != null) {
            addAll(wanted, allPlace);
        }
        return wanted;
    }

    /** The elements; a mapping of names to options becomes one element for each name. */
    private static List<Node> items(Node node) {
        if (node instanceof Node.Sequence sequence) {
            return sequence.items();
        }
        if (node instanceof Node.Mapping mapping && mapping.get("type") == null) {
            List<Node> items = new ArrayList<>();
            for (Node.Entry entry : mapping.entries().values()) {
                items.add(new Node.Mapping(entry.place(), Map.of(entry.key(), entry)));
            }
            return items;
        }
        return List.of(node);
    }

    private PluginBinding.@Nullable Named named(Node item, String path) {
        if (item instanceof Node.Mapping mapping
                && mapping.get("type") == null
                && mapping.entries().size() == 1) {
            Node.Entry only = mapping.entries().values().iterator().next();
            Node.Mapping options = only.value() instanceof Node.Mapping inner
                    ? inner
                    : only.value() instanceof Node.Scalar scalar && scalar.text() == null
                            ? Node.Mapping.empty(only.place())
                            : null;
            if (options != null) {
                return new PluginBinding.Named(only.key(), only.place(), path, options);
            }
        }
        return plugins.named(PluginKind.DETECTOR, item, path, null);
    }

    private void addAll(List<Wanted> wanted, Place place) {
        Set<String> named = new LinkedHashSet<>();
        wanted.forEach(w -> named.add(w.named().type()));
        int before = wanted.size();
        for (Plugin plugin : catalog.all(PluginKind.DETECTOR)) {
            DetectorProvider<?> provider = (DetectorProvider<?>) plugin.provider();
            if (provider.inAll() && !named.contains(plugin.name())) {
                wanted.add(new Wanted(
                        new PluginBinding.Named(plugin.name(), place, "detectors", Node.Mapping.empty(place)),
                        "detectors"));
            }
        }
        if (wanted.size() == before && before == 0 && live.detectors.isEmpty()) {
            problems.add(
                    place,
                    "detectors is \"all\", but clean-detectors is not on the class path, and no other detector was"
                            + " found that belongs to all.");
        }
    }
}
