package io.cleandata.detectors.schema;

import io.cleandata.file.FileProblem;
import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads declarations from a JSON Schema (draft 2020-12, as JSON or YAML) of the features, or of whole messages with a property {@code features}.
 *
 * <p>Understood are type, properties, required, additionalProperties: false, enum, const, minimum, maximum and their exclusive forms, minLength,
 * maxLength, pattern, format, and references to {@code $defs} of the same file. A keyword that would be needed to tell right from wrong and is
 * not understood is an error that names its place, so that no file is believed to check what it does not.
 */
final class JsonSchemaFile {

    private static final Set<String> OBJECT =
            Set.of("properties", "required", "additionalProperties", "$defs", "definitions");
    private static final Set<String> VALUE = Set.of(
            "type",
            "enum",
            "const",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "items",
            "$ref");
    private static final Set<String> REMARKS = Set.of(
            "$schema",
            "$id",
            "$comment",
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly");
    private static final Map<String, DeclaredField.Type> TYPES = Map.of(
            "number", DeclaredField.Type.NUMBER,
            "integer", DeclaredField.Type.INTEGER,
            "boolean", DeclaredField.Type.BOOLEAN,
            "string", DeclaredField.Type.STRING,
            "array", DeclaredField.Type.VECTOR);
    private static final int DEEPEST = 30;

    private final JsonNode root;
    private final List<DeclaredField> fields = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private JsonSchemaFile(JsonNode root) {
        this.root = root;
    }

    /** Reads a file; throws a {@link CleanException} of kind {@code SETTINGS} that names all that is wrong with it. */
    static DeclaredSchema read(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        JsonNode root;
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            root = name.endsWith(".yaml") || name.endsWith(".yml")
                    ? YAMLMapper.shared().readTree(text)
                    : JsonMapper.shared().readTree(text);
        } catch (IOException e) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "schema: " + file + " cannot be read: " + FileProblem.words(file, e),
                    e);
        } catch (JacksonException e) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "schema: " + file + " is no JSON or YAML: " + e.getOriginalMessage(),
                    e);
        }
        JsonSchemaFile schema = new JsonSchemaFile(root);
        JsonNode features = root.path("properties").path("features");
        schema.object(features.isObject() ? features : root, "", true, features.isObject() ? "features" : "", 0);
        if (!schema.problems.isEmpty()) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS, "schema: " + file + ": " + String.join("; ", schema.problems));
        }
        if (schema.fields.isEmpty()) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "schema: " + file + " declares no properties, so that it checks nothing");
        }
        return new DeclaredSchema(schema.fields, schema.closed);
    }

    private void object(JsonNode schema, String prefix, boolean required, String place, int depth) {
        JsonNode node = resolve(schema, place, depth);
        if (node == null) {
            return;
        }
        checkKeywords(node, place);
        JsonNode additional = node.path("additionalProperties");
        if (additional.isBoolean() && !additional.booleanValue()) {
            closed.add(prefix);
        } else if (additional.isObject()) {
            problems.add(at(place) + "additionalProperties may only be true or false");
        }
        Set<String> needed = new HashSet<>();
        node.path("required").forEach(name -> needed.add(name.asString()));
        node.path("properties")
                .properties()
                .forEach(property -> property(
                        property.getKey(),
                        property.getValue(),
                        prefix,
                        required && needed.contains(property.getKey()),
                        place.isEmpty() ? property.getKey() : place + "." + property.getKey(),
                        depth + 1));
    }

    private void property(String name, JsonNode schema, String prefix, boolean required, String place, int depth) {
        JsonNode node = resolve(schema, place, depth);
        if (node == null) {
            return;
        }
        if (node.has("properties")) {
            object(node, prefix + name + ".", required, place, depth);
            return;
        }
        checkKeywords(node, place);
        boolean nullable = !node.has("type") && !node.has("enum") && !node.has("const");
        DeclaredField.Type type = null;
        for (JsonNode each : node.path("type").isArray() ? node.path("type") : List.of(node.path("type"))) {
            if (each.asString("").equals("null")) {
                nullable = true;
            } else if (each.isString()) {
                DeclaredField.Type next = TYPES.get(each.asString());
                if (type != null || next == null) {
                    problems.add(
                            at(place) + "type " + node.path("type") + " is not understood; one type, and null, are");
                }
                type = next;
            }
        }
        List<String> values = new ArrayList<>();
        for (JsonNode each : node.has("const") ? List.of(node.path("const")) : node.path("enum")) {
            if (each.isNull()) {
                nullable = true;
            } else {
                values.add(each.asString());
            }
        }
        boolean whole = type == DeclaredField.Type.INTEGER;
        fields.add(new DeclaredField(
                prefix + name,
                type,
                required,
                nullable,
                least(number(node, "minimum", place), number(node, "exclusiveMinimum", place), whole),
                most(number(node, "maximum", place), number(node, "exclusiveMaximum", place), whole),
                length(node, "minLength", place),
                length(node, "maxLength", place),
                values,
                node.has("pattern") ? node.path("pattern").asString() : null,
                format(node, place)));
    }

    /** Follows references inside the file. */
    private @Nullable JsonNode resolve(JsonNode schema, String place, int depth) {
        JsonNode node = schema;
        for (int steps = depth; node.has("$ref"); steps++) {
            String target = node.path("$ref").asString("");
            node = target.startsWith("#") ? root.at(target.substring(1)) : root.path("there is no such");
            if (node.isMissingNode() || steps > DEEPEST) {
                problems.add(at(place) + "$ref " + target + " leads nowhere in this file");
                return null;
            }
        }
        if (depth > DEEPEST) {
            problems.add(at(place) + "is nested deeper than " + DEEPEST);
            return null;
        }
        return node;
    }

    private void checkKeywords(JsonNode node, String place) {
        for (String keyword : node.propertyNames()) {
            if (!OBJECT.contains(keyword) && !VALUE.contains(keyword) && !REMARKS.contains(keyword)) {
                problems.add(at(place) + "the keyword " + keyword + " is not understood");
            }
        }
    }

    private @Nullable Double number(JsonNode node, String keyword, String place) {
        JsonNode value = node.path(keyword);
        if (value.isMissingNode() || value.isNumber()) {
            return value.isNumber() ? Double.valueOf(value.doubleValue()) : null;
        }
        problems.add(at(place) + keyword + " must be a number");
        return null;
    }

    private @Nullable Integer length(JsonNode node, String keyword, String place) {
        Double number = number(node, keyword, place);
        return number == null ? null : Integer.valueOf((int) Math.min(Integer.MAX_VALUE, Math.max(0, number)));
    }

    private @Nullable TextFormat format(JsonNode node, String place) {
        if (!node.has("format")) {
            return null;
        }
        String name = node.path("format").asString("");
        for (TextFormat format : TextFormat.values()) {
            if (format.title().equals(name)) {
                return format;
            }
        }
        problems.add(at(place) + "the format " + name + " is not understood");
        return null;
    }

    private static @Nullable Double least(@Nullable Double inclusive, @Nullable Double exclusive, boolean whole) {
        if (exclusive == null) {
            return inclusive;
        }
        double bound = whole ? Math.floor(exclusive) + 1 : Math.nextUp(exclusive);
        return inclusive == null ? bound : Math.max(inclusive, bound);
    }

    private static @Nullable Double most(@Nullable Double inclusive, @Nullable Double exclusive, boolean whole) {
        if (exclusive == null) {
            return inclusive;
        }
        double bound = whole ? Math.ceil(exclusive) - 1 : Math.nextDown(exclusive);
        return inclusive == null ? bound : Math.min(inclusive, bound);
    }

    private static String at(String place) {
        return place.isEmpty() ? "" : "at " + place + ": ";
    }
}
