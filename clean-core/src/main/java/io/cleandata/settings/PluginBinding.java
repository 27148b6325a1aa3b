package io.cleandata.settings;

import io.cleandata.plugin.Plugin;
import io.cleandata.plugin.PluginCatalog;
import io.cleandata.plugin.PluginKind;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the plug-in that a mapping names by {@code type}, and binds its options and those common to its kind. */
final class PluginBinding {

    private final PluginCatalog catalog;
    private final Problems problems;
    private final Binding binding;

    PluginBinding(PluginCatalog catalog, Problems problems) {
        this.catalog = catalog;
        this.problems = problems;
        this.binding = new Binding(problems);
    }

    /** What a mapping is about: a type and options; the type may be all there is. */
    record Named(String type, Place place, String where, Node.Mapping options) {}

    /** A plug-in with bound options, and the options common to its kind. */
    record Bound<C extends Record, K extends Record>(Provider<C> provider, C settings, K common) {}

    /**
     * Reads {@code type} or {@code {type: ..., option: ...}}.
     *
     * @param fallback the type where none is named; null to require one
     */
    @Nullable
    Named named(PluginKind kind, Node node, String path, @Nullable String fallback) {
        if (node instanceof Node.Scalar scalar && scalar.text() != null) {
            return new Named(scalar.text(), node.place(), path, Node.Mapping.empty(node.place()));
        }
        if (!(node instanceof Node.Mapping mapping)) {
            problems.add(node.place(), path + " must be a mapping with a type, not " + node.shape() + ".");
            return null;
        }
        Node type = mapping.get("type");
        if (type instanceof Node.Scalar scalar && scalar.text() != null) {
            return new Named(scalar.text(), type.place(), path + ".type", mapping.without(List.of("type")));
        }
        if (type == null && fallback != null) {
            return new Named(fallback, mapping.place(), path + ".type", mapping);
        }
        problems.add(
                type == null ? mapping.place() : type.place(),
                path + ".type is required: one of " + String.join(", ", catalog.names(kind)) + ".");
        return null;
    }

    /** Binds options; null when a fault was noted. */
    <K extends Record> @Nullable Bound<?, K> bind(PluginKind kind, Named named, String path, Class<K> commonType) {
        Optional<Plugin> plugin = catalog.find(kind, named.type());
        if (plugin.isEmpty()) {
            String missing = catalog.missing(kind, named.where(), named.type());
            problems.add(named.place(), missing + Names.guess(named.type(), catalog.names(kind)));
            return null;
        }
        return bind(plugin.get().provider(), named, path, commonType);
    }

    private <C extends Record, K extends Record> @Nullable Bound<C, K> bind(
            Provider<C> provider, Named named, String path, Class<K> commonType) {
        OptionsRecord<C> own = OptionsRecord.of(provider.settingsType());
        OptionsRecord<K> common = OptionsRecord.of(commonType);
        Map<String, Node.Entry> forOwn = new LinkedHashMap<>();
        Map<String, Node.Entry> forCommon = new LinkedHashMap<>();
        for (Node.Entry entry : named.options().entries().values()) {
            boolean shared = common.find(entry.key()) != null;
            if (shared) {
                forCommon.put(entry.key(), entry);
            }
            if (!shared || own.find(entry.key()) != null) {
                forOwn.put(entry.key(), entry);
            }
        }
        Place place = named.options().place();
        List<String> alsoKnown = new ArrayList<>(common.names());
        alsoKnown.removeAll(own.names());
        C settings;
        try {
            settings = binding.record(own.type(), new Node.Mapping(place, forOwn), path, alsoKnown);
        } catch (CleanException e) {
            problems.add(
                    named.place(),
                    "the plug-in " + named.type() + " (" + provider.getClass().getName() + ") is faulty: "
                            + e.getMessage());
            return null;
        }
        K shared = binding.record(common.type(), new Node.Mapping(place, forCommon), path, List.of());
        return settings == null || shared == null ? null : new Bound<>(provider, settings, shared);
    }
}
