package io.cleandata.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads YAML into a {@link Node} tree that knows its lines; repeated keys, aliases and further documents are refused. */
final class YamlTree {

    private static final int MAX_DEPTH = 32;

    private final @Nullable String file;
    private final Problems problems;
    private final Substitution substitution;
    private final Set<String> raw;
    private final JsonParser parser;

    private YamlTree(
            @Nullable String file, Problems problems, Substitution substitution, Set<String> raw, JsonParser parser) {
        this.file = file;
        this.raw = raw;
        this.problems = problems;
        this.substitution = substitution;
        this.parser = parser;
    }

    /** The tree of a text; a text that is no YAML ends with {@link InvalidSettingsException} at once, other faults become problems. */
    static Node read(String yaml, @Nullable String file, Substitution substitution, Problems problems) {
        return read(yaml, file, substitution, Set.of(), problems);
    }

    /** Leaves the sections {@code raw}, keys of the top, as they stand: nobody is going to read them. */
    static Node read(
            String yaml, @Nullable String file, Substitution substitution, Set<String> raw, Problems problems) {
        Place start = new Place(file, file == null ? 0 : 1);
        YAMLFactory factory = new YAMLFactory();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), yaml)) {
            YamlTree tree = new YamlTree(file, problems, substitution, raw, parser);
            JsonToken first = parser.nextToken();
            if (first == null) {
                return Node.Mapping.empty(start);
            }
            Node root = tree.value("", 0);
            if (parser.nextToken() != null) {
                problems.add(tree.place(), "a second YAML document begins here; one file holds one pipeline.");
            }
            return root;
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            problems.add(
                    new Place(file, at == null ? 0 : Math.max(at.getLineNr(), 0)),
                    "this is not valid YAML: " + firstLine(e.getOriginalMessage()));
            throw problems.exception();
        }
    }

    private Node value(String path, int depth) {
        Place place = place();
        if (parser instanceof YAMLParser yamlParser && yamlParser.isCurrentAlias()) {
            problems.add(place, path + ": YAML aliases (*name) are not supported; write the value out.");
            return Node.scalar(place, null);
        }
        JsonToken token = parser.currentToken();
        if (depth > MAX_DEPTH) {
            problems.add(place, path + ": nested deeper than " + MAX_DEPTH + " levels.");
            parser.skipChildren();
            return Node.scalar(place, null);
        }
        return switch (token) {
            case START_OBJECT -> mapping(place, path, depth);
            case START_ARRAY -> sequence(place, path, depth);
            case VALUE_NULL -> Node.scalar(place, null);
            default ->
                (ignored(path) ? Substitution.NONE : substitution).apply(place, path, parser.getString(), problems);
        };
    }

    private boolean ignored(String path) {
        int dot = path.indexOf('.');
        int bracket = path.indexOf('[');
        int end = Math.min(dot < 0 ? path.length() : dot, bracket < 0 ? path.length() : bracket);
        return raw.contains(path.substring(0, end));
    }

    private Node mapping(Place place, String path, int depth) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Place keyPlace = place();
            parser.nextToken();
            String keyPath = path.isEmpty() ? key : path + "." + key;
            Node.Entry former = entries.get(key);
            Node.Entry entry = new Node.Entry(key, keyPlace, value(keyPath, depth + 1));
            if (former == null) {
                entries.put(key, entry);
            } else {
                problems.add(
                        keyPlace,
                        keyPath + " stands here again; it was set in line "
                                + former.place().line() + " already.");
            }
        }
        return new Node.Mapping(place, entries);
    }

    private Node sequence(Place place, String path, int depth) {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(path + "[" + items.size() + "]", depth + 1));
        }
        return new Node.Sequence(place, items);
    }

    private Place place() {
        return new Place(file, Math.max(parser.currentTokenLocation().getLineNr(), 0));
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
