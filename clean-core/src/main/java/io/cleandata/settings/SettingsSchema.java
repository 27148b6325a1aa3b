package io.cleandata.settings;

import io.cleandata.plugin.Plugin;
import io.cleandata.plugin.PluginCatalog;
import io.cleandata.plugin.PluginKind;
import io.cleandata.settings.OptionsRecord.Entry;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON Schema (draft 2020-12) of a pipeline's file, for completion and checks in editors. Every value may also be text, since
 * {@code ${...}} is put in before types are looked at.
 */
public final class SettingsSchema {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String SUBSTITUTED = "\\$\\{.+\\}";

    private final PluginCatalog catalog;

    private SettingsSchema(PluginCatalog catalog) {
        this.catalog = catalog;
    }

    /** The schema of everything that the catalog knows, as indented JSON. */
    public static String json(PluginCatalog catalog) {
        return JsonMapper.builder()
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(new SettingsSchema(catalog).document());
    }

    /** The schema of one plug-in's options and those that all of its kind have, as JSON. */
    public static String options(Plugin plugin) {
        return JsonMapper.shared()
                .writeValueAsString(options(plugin.kind(), plugin.provider().settingsType()));
    }

    private ObjectNode document() {
        ObjectNode root = NODES.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Clean pipeline");
        root.put("type", "object");
        root.put("additionalProperties", false);
        ObjectNode properties = root.putObject("properties");
        SettingsReference.sections().forEach((name, type) -> properties.set(name, record(type)));
        properties.set("source", plugins(PluginKind.SOURCE));
        properties.set("parser", plugins(PluginKind.PARSER));
        properties.set("window", plugins(PluginKind.WINDOW));
        properties.set("detectors", oneOrList(detector()));
        properties.set("alerts", oneOrList(plugins(PluginKind.ALERT)));
        properties.set("metrics", oneOrList(plugins(PluginKind.METRICS)));
        root.putArray("required").add("source");
        return root;
    }

    private static ObjectNode oneOrList(ObjectNode item) {
        ObjectNode node = NODES.objectNode();
        ArrayNode any = node.putArray("anyOf");
        any.add(item);
        ObjectNode list = any.addObject();
        list.put("type", "array");
        list.set("items", item.deepCopy());
        return node;
    }

    /** A name, {@code all}, a mapping with a type, or a mapping of names to options. */
    private ObjectNode detector() {
        ObjectNode node = plugins(PluginKind.DETECTOR);
        ObjectNode byName = ((ArrayNode) node.get("anyOf")).addObject();
        byName.put("type", "object");
        byName.put("additionalProperties", false);
        ObjectNode properties = byName.putObject("properties");
        for (Plugin plugin : catalog.all(PluginKind.DETECTOR)) {
            ObjectNode options = options(plugin.kind(), plugin.provider().settingsType());
            options.putArray("type").add("object").add("null");
            properties.set(plugin.name(), options);
        }
        ((ArrayNode) ((ObjectNode) ((ArrayNode) node.get("anyOf")).get(0)).get("enum")).add("all");
        return node;
    }

    private ObjectNode plugins(PluginKind kind) {
        ObjectNode node = NODES.objectNode();
        ArrayNode any = node.putArray("anyOf");
        ArrayNode names = any.addObject().put("type", "string").putArray("enum");
        for (Plugin plugin : catalog.all(kind)) {
            names.add(plugin.name());
            ObjectNode options = options(kind, plugin.provider().settingsType());
            ObjectNode type = NODES.objectNode().put("const", plugin.name());
            type.put("description", plugin.provider().summary());
            ((ObjectNode) options.get("properties")).set("type", type);
            boolean mayLeaveOut = kind == PluginKind.WINDOW || kind == PluginKind.PARSER;
            if (!mayLeaveOut) {
                ArrayNode required = options.withArray("required");
                required.insert(0, "type");
            }
            any.add(options);
        }
        if (kind == PluginKind.WINDOW) {
            ObjectNode keyed = record(KeyedOptions.class);
            ObjectNode properties = (ObjectNode) keyed.get("properties");
            properties.set("type", NODES.objectNode().put("const", "keyed"));
            properties.set("window", NODES.objectNode().put("type", "object"));
            any.add(keyed);
        }
        return node;
    }

    private static ObjectNode options(PluginKind kind, Class<? extends Record> own) {
        ObjectNode node = record(SettingsReference.common(kind));
        ObjectNode properties = (ObjectNode) node.get("properties");
        ObjectNode ownNode = record(own);
        properties.setAll((ObjectNode) ownNode.get("properties"));
        if (ownNode.has("required")) {
            node.withArray("required").addAll((ArrayNode) ownNode.get("required"));
        }
        if (kind == PluginKind.WINDOW) {
            properties.putIfAbsent("slide", NODES.objectNode());
        }
        return node;
    }

    private static ObjectNode record(Class<? extends Record> type) {
        ObjectNode node = NODES.objectNode();
        node.put("type", "object");
        node.put("additionalProperties", false);
        ObjectNode properties = node.putObject("properties");
        for (Entry entry : OptionsRecord.of(type).options().values()) {
            ObjectNode option = value(entry.type(), entry);
            option.put("description", entry.option().doc());
            if (entry.hasDefault()) {
                option.put("default", entry.option().value());
            }
            properties.set(entry.name(), option);
            if (entry.option().required()) {
                node.withArray("required").add(entry.name());
            }
        }
        return node;
    }

    private static ObjectNode value(OptionType type, Entry entry) {
        ObjectNode node = NODES.objectNode();
        if (type instanceof OptionType.Choice choice) {
            ArrayNode any = node.putArray("anyOf");
            ArrayNode words = any.addObject().putArray("enum");
            choice.names().forEach(words::add);
            any.addObject().put("type", "string").put("pattern", SUBSTITUTED);
            return node;
        } else if (type instanceof OptionType.ListOf list) {
            ArrayNode any = node.putArray("anyOf");
            any.addObject().put("type", "array").set("items", value(list.element(), entry));
            any.add(value(list.element(), entry));
            return node;
        } else if (type instanceof OptionType.MapOf map) {
            node.put("type", "object");
            if (!entry.option().passThrough()) {
                node.set("additionalProperties", value(map.element(), entry));
            }
            return node;
        } else if (type instanceof OptionType.Nested nested) {
            return record(nested.type());
        }
        switch ((OptionType.Simple) type) {
            case INT, LONG, DOUBLE -> {
                node.putArray("type").add("number").add("string");
                if (entry.option().min() != Double.NEGATIVE_INFINITY) {
                    node.put("minimum", entry.option().min());
                }
                if (entry.option().max() != Double.POSITIVE_INFINITY) {
                    node.put("maximum", entry.option().max());
                }
            }
            case BOOLEAN -> node.putArray("type").add("boolean").add("string");
            case STRING -> node.putArray("type").add("string").add("number").add("boolean");
            case DURATION -> node.putArray("type").add("string").add("number");
            case INSTANT -> node.put("type", "string");
        }
        return node;
    }
}
