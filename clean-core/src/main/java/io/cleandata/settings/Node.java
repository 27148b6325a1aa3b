package io.cleandata.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tree of settings as somebody wrote them, each node with its place, before any type is known. */
sealed interface Node permits Node.Mapping, Node.Sequence, Node.Scalar {

    Place place();

    /** A word for error messages: "a mapping", "a list", "text". */
    String shape();

    /** Key, where the key stands, and its value. */
    record Entry(String key, Place place, Node value) {}

    record Mapping(Place place, Map<String, Entry> entries) implements Node {

        @Override
        public String shape() {
            return "a mapping";
        }

        @Nullable
        Node get(String key) {
            Entry entry = entries.get(key);
            return entry == null ? null : entry.value();
        }

        /** The same mapping without some of its keys. */
        Mapping without(Iterable<String> keys) {
            Map<String, Entry> rest = new LinkedHashMap<>(entries);
            for (String key : keys) {
                rest.remove(key);
            }
            return new Mapping(place, rest);
        }

        /** The same mapping with a value at a dotted path, in the place of what stands there. */
        Mapping with(String path, Node value) {
            int dot = path.indexOf('.');
            String key = dot < 0 ? path : path.substring(0, dot);
            Node next = value;
            if (dot >= 0) {
                Mapping inner = get(key) instanceof Mapping mapping ? mapping : empty(Place.JAVA);
                next = inner.with(path.substring(dot + 1), value);
            }
            Map<String, Entry> all = new LinkedHashMap<>(entries);
            all.put(key, new Entry(key, Place.JAVA, next));
            return new Mapping(place, all);
        }

        static Mapping empty(Place place) {
            return new Mapping(place, Map.of());
        }
    }

    record Sequence(Place place, List<Node> items) implements Node {
        @Override
        public String shape() {
            return "a list";
        }
    }

    /**
     * A single value.
     *
     * @param text as written, after substitution; null stands for YAML's null, which means "not set"
     * @param value the Java object, for settings made in Java
     * @param hidden the text came from a secret file and is never printed
     */
    record Scalar(
            Place place, @Nullable String text, @Nullable Object value, boolean hidden) implements Node {

        @Override
        public String shape() {
            return text == null ? "nothing" : "a single value";
        }
    }

    static Scalar scalar(Place place, @Nullable String text) {
        return new Scalar(place, text, null, false);
    }

    /** The tree of Java values: maps, collections, and anything else as a single value. */
    static Node of(@Nullable Object value) {
        if (value instanceof Node node) {
            return node;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Entry> entries = new LinkedHashMap<>();
            map.forEach((key, item) ->
                    entries.put(String.valueOf(key), new Entry(String.valueOf(key), Place.JAVA, of(item))));
            return new Mapping(Place.JAVA, entries);
        }
        if (value instanceof Iterable<?> items) {
            List<Node> nodes = new ArrayList<>();
            for (Object item : items) {
                nodes.add(of(item));
            }
            return new Sequence(Place.JAVA, nodes);
        }
        if (value instanceof Duration duration) {
            return new Scalar(Place.JAVA, Durations.format(duration), duration, false);
        }
        if (value instanceof Enum<?> constant) {
            return new Scalar(Place.JAVA, Names.kebab(constant), constant, false);
        }
        return new Scalar(Place.JAVA, value == null ? null : value.toString(), value, false);
    }
}
