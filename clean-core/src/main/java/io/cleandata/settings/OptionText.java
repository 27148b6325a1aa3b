package io.cleandata.settings;

import io.cleandata.settings.OptionsRecord.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Options and their values in words. */
final class OptionText {

    static final String HIDDEN = "***";

    private static final JsonMapper QUOTER =
            JsonMapper.builder(new JsonFactory()).build();

    private OptionText() {}

    /** The type in a few words: "whole number, 1 to 1024". */
    static String type(Entry entry) {
        String range = range(entry);
        String pattern = entry.option().pattern().isEmpty()
                ? ""
                : ", matching " + entry.option().pattern();
        return word(entry.type()) + (range.isEmpty() ? "" : ", " + range) + pattern;
    }

    private static String word(OptionType type) {
        if (type instanceof OptionType.Choice choice) {
            return String.join(" | ", choice.names());
        } else if (type instanceof OptionType.ListOf list) {
            return "list of " + word(list.element());
        } else if (type instanceof OptionType.MapOf map) {
            return "mapping to " + word(map.element());
        } else if (type instanceof OptionType.Nested) {
            return "options";
        }
        return switch ((OptionType.Simple) type) {
            case INT, LONG -> "whole number";
            case DOUBLE -> "number";
            case BOOLEAN -> "true | false";
            case STRING -> "text";
            case DURATION -> "duration";
            case INSTANT -> "moment";
        };
    }

    private static String range(Entry entry) {
        double min = entry.option().min();
        double max = entry.option().max();
        boolean duration = leaf(entry.type()) == OptionType.Simple.DURATION;
        if (min == Double.NEGATIVE_INFINITY && max == Double.POSITIVE_INFINITY) {
            return "";
        } else if (max == Double.POSITIVE_INFINITY) {
            return "at least " + bound(min, duration);
        } else if (min == Double.NEGATIVE_INFINITY) {
            return "at most " + bound(max, duration);
        }
        return bound(min, duration) + " to " + bound(max, duration);
    }

    private static String bound(double number, boolean duration) {
        return duration ? Durations.format(Duration.ofNanos(Math.round(number * 1e9))) : Numbers.format(number);
    }

    private static OptionType leaf(OptionType type) {
        if (type instanceof OptionType.ListOf list) {
            return leaf(list.element());
        }
        return type instanceof OptionType.MapOf map ? leaf(map.element()) : type;
    }

    /** The record of a nested option, a list or a mapping of them; null for any other. */
    static @Nullable Class<? extends Record> nested(OptionType type) {
        return leaf(type) instanceof OptionType.Nested nested ? nested.type() : null;
    }

    /** "required", the default, or nothing. */
    static String defaultOf(Entry entry) {
        if (entry.option().required()) {
            return "required";
        }
        return entry.hasDefault() ? entry.option().value() : "";
    }

    /** The options of a record as text for a terminal, one paragraph each. */
    static void describe(StringBuilder out, OptionsRecord<?> options, String indent) {
        for (Entry entry : options.options().values()) {
            String value = defaultOf(entry);
            out.append(indent).append(entry.name()).append(" (").append(type(entry));
            out.append(value.isEmpty() ? ")" : entry.option().required() ? ", required)" : ", default " + value + ")");
            out.append(entry.option().secret() ? ", secret" : "").append('\n');
            out.append(indent).append("    ").append(entry.option().doc()).append('\n');
            Class<? extends Record> nested = nested(entry.type());
            if (nested != null) {
                describe(out, OptionsRecord.of(nested), indent + "    ");
            }
        }
    }

    /** A value as YAML's flow style, secrets masked; "" for nothing. */
    static String value(@Nullable Object value, boolean secret) {
        if (value == null) {
            return "";
        }
        if (value instanceof Map<?, ?> map) {
            List<String> parts = new ArrayList<>();
            map.forEach((key, item) -> parts.add(quote(String.valueOf(key)) + ": " + value(item, secret)));
            return "{" + String.join(", ", parts) + "}";
        }
        if (value instanceof List<?> list && !(secret && !list.isEmpty())) {
            List<String> parts = new ArrayList<>();
            list.forEach(item -> parts.add(value(item, secret)));
            return "[" + String.join(", ", parts) + "]";
        }
        if (value instanceof Record inner) {
            List<String> parts = new ArrayList<>();
            values(inner).forEach((name, text) -> parts.add(name + ": " + text));
            return "{" + String.join(", ", parts) + "}";
        }
        if (secret) {
            return HIDDEN;
        }
        if (value instanceof Duration duration) {
            return Durations.format(duration);
        }
        if (value instanceof Enum<?> constant) {
            return Names.kebab(constant);
        }
        if (value instanceof Double number) {
            return Numbers.format(number);
        }
        return value instanceof String text ? quote(text) : String.valueOf(value);
    }

    /** The options of a record that have a value, by name, secrets masked. */
    static Map<String, String> values(Record settings) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Entry entry : OptionsRecord.of(settings.getClass()).options().values()) {
            String text = value(OptionsRecord.value(entry, settings), entry.secret());
            if (!text.isEmpty()) {
                values.put(entry.name(), text);
            }
        }
        return values;
    }

    private static final Set<String> WORDS = Set.of("true", "false", "null", "~", "yes", "no", "on", "off");

    /** Quoted only where YAML would read it as something else. */
    static String quote(String text) {
        boolean plain = text.matches("[A-Za-z0-9_./][A-Za-z0-9_./@+-]*(:[A-Za-z0-9_./@+-]+)*")
                && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT))
                && !text.matches("[0-9.+_-]+([eE][0-9+-]+)?|0[xo].*");
        return plain ? text : QUOTER.writeValueAsString(text);
    }
}
