package io.cleandata.settings;

import io.cleandata.plugin.PluginKind;
import io.cleandata.spi.Windowing;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the section {@code window}. Its type may be left out: {@code size} means count, {@code duration} means time, and a {@code slide}
 * makes either of them slide.
 */
final class WindowAssembly {

    private static final String KEYED = "keyed";

    private final PluginBinding plugins;
    private final Binding binding;
    private final Problems problems;
    private final LiveParts live;

    WindowAssembly(PluginBinding plugins, Binding binding, Problems problems, LiveParts live) {
        this.plugins = plugins;
        this.binding = binding;
        this.problems = problems;
        this.live = live;
    }

    @Nullable
    WindowSpec window(Node.Mapping root) {
        Node node = root.get("window");
        return window(node == null ? Node.Mapping.empty(root.place()) : node, "window", Optional.empty());
    }

    private @Nullable WindowSpec window(Node node, String path, Optional<KeyedOptions> keyed) {
        if (node instanceof Node.Mapping mapping
                && mapping.get("type") == null
                && mapping.get("size") != null
                && mapping.get("duration") != null) {
            problems.add(
                    mapping.place(),
                    path + " has both size and duration; give size for windows by count, or duration for windows by"
                            + " time.");
            return null;
        }
        PluginBinding.Named named = plugins.named(PluginKind.WINDOW, node, path, typeOf(node));
        if (named == null) {
            return null;
        }
        if (named.type().equals(KEYED)) {
            return keyed(named, path, keyed);
        }
        if (named.options().get("slide") != null) {
            named = sliding(named);
        }
        PluginBinding.Bound<?, WindowOptions> bound = plugins.bind(PluginKind.WINDOW, named, path, WindowOptions.class);
        if (bound == null) {
            return null;
        }
        Configured<Windowing> windowing = live.windowing != null ? live.windowing : SpecAssembly.windowing(bound);
        return new WindowSpec(bound.common(), keyed, windowing);
    }

    private static String typeOf(Node node) {
        if (node instanceof Node.Mapping mapping) {
            if (mapping.get("by") != null) {
                return KEYED;
            }
            if (mapping.get("duration") != null) {
                return "time";
            }
        }
        return "count";
    }

    /** {@code type: count} with a {@code slide} is {@code sliding}, {@code type: time} with one is {@code sliding-time}. */
    private static PluginBinding.Named sliding(PluginBinding.Named named) {
        String type = switch (named.type()) {
            case "count" -> "sliding";
            case "time" -> "sliding-time";
            default -> named.type();
        };
        return new PluginBinding.Named(type, named.place(), named.where(), named.options());
    }

    private @Nullable WindowSpec keyed(PluginBinding.Named named, String path, Optional<KeyedOptions> outer) {
        if (outer.isPresent()) {
            problems.add(named.place(), path + ": keyed windows cannot stand in keyed windows.");
            return null;
        }
        Node inner = named.options().get("window");
        KeyedOptions keyed =
                binding.record(KeyedOptions.class, named.options().without(List.of("window")), path, List.of("window"));
        WindowSpec spec = window(
                inner == null ? Node.Mapping.empty(named.place()) : inner,
                path + ".window",
                Optional.of(keyed == null ? new KeyedOptions("", 1) : keyed));
        return keyed == null ? null : spec;
    }
}
