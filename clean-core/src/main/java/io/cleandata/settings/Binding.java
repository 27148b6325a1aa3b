package io.cleandata.settings;

import io.cleandata.settings.OptionsRecord.Entry;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Option;
import java.lang.reflect.InvocationTargetException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a tree of settings into records, noting every fault instead of stopping at the first. */
final class Binding {

    private static final Duration LONGEST = Duration.ofDays(7_000);

    private final Problems problems;

    Binding(Problems problems) {
        this.problems = problems;
    }

    /**
     * The record, or null when a fault (noted) prevents it.
     *
     * @param path key path of the node, empty for the root
     * @param alsoKnown further keys that may stand here and are not this record's
     */
    <C extends Record> @Nullable C record(Class<C> type, Node node, String path, List<String> alsoKnown) {
        OptionsRecord<C> schema = OptionsRecord.of(type);
        Node.Mapping mapping = asMapping(schema, node, path);
        if (mapping == null) {
            return null;
        }
        int before = problems.count();
        Map<String, Node.Entry> given = new LinkedHashMap<>();
        for (Node.Entry written : mapping.entries().values()) {
            Entry entry = schema.find(written.key());
            String keyPath = join(path, written.key());
            if (entry == null) {
                if (!alsoKnown.contains(written.key())) {
                    List<String> known = new ArrayList<>(schema.names());
                    known.addAll(alsoKnown);
                    problems.add(written.place(), unknown(path, written.key(), known));
                }
                continue;
            }
            Node.Entry twin = given.putIfAbsent(entry.name(), written);
            if (twin != null) {
                problems.add(written.place(), keyPath + " and " + join(path, twin.key()) + " are the same setting.");
            } else if (!entry.name().equals(written.key())) {
                problems.warn(written.place(), keyPath + " is now called " + entry.name() + ".");
            }
        }
        List<Entry> entries = new ArrayList<>(schema.options().values());
        @Nullable Object[] values = new @Nullable Object[entries.size()];
        for (int i = 0; i < values.length; i++) {
            Entry entry = entries.get(i);
            values[i] = option(entry, given.get(entry.name()), mapping.place(), join(path, entry.name()));
        }
        return problems.count() > before ? null : construct(schema, values, mapping.place(), path);
    }

    private Node.@Nullable Mapping asMapping(OptionsRecord<?> schema, Node node, String path) {
        if (node instanceof Node.Mapping mapping) {
            return mapping;
        }
        if (node instanceof Node.Scalar scalar && scalar.text() == null) {
            return Node.Mapping.empty(node.place());
        }
        Entry shorthand = schema.shorthand();
        if (shorthand != null && !(shorthand.type() instanceof OptionType.Nested)) {
            return new Node.Mapping(
                    node.place(), Map.of(shorthand.name(), new Node.Entry(shorthand.name(), node.place(), node)));
        }
        problems.add(
                node.place(),
                path + " must be a mapping of options (" + String.join(", ", schema.names()) + "), not " + node.shape()
                        + ".");
        return null;
    }

    private @Nullable Object option(Entry entry, Node.@Nullable Entry written, Place parent, String path) {
        Option option = entry.option();
        if (written != null && !empty(written.value(), option)) {
            return value(entry.type(), option, written.value(), path);
        }
        if (option.required()) {
            if (!problems.mention(path)) { // such as a variable that is not set
                problems.add(
                        written == null ? parent : written.place(),
                        path + " is required: " + lowerFirst(option.doc()) + ".");
            }
            return null;
        }
        return defaultValue(entry);
    }

    /** Whether nothing is written; to a required option a blank text, as of an empty variable, is nothing. */
    private static boolean empty(Node node, Option option) {
        return node instanceof Node.Scalar scalar
                && (scalar.text() == null || (option.required() && scalar.text().isBlank()));
    }

    /** The value of an option that is left out; null for none. */
    @Nullable
    Object defaultValue(Entry entry) {
        if (entry.hasDefault()) {
            return defaultOf(entry);
        }
        if (entry.type() instanceof OptionType.ListOf) {
            return List.of();
        }
        if (entry.type() instanceof OptionType.MapOf) {
            return Map.of();
        }
        if (entry.type() instanceof OptionType.Nested nested
                && OptionsRecord.of(nested.type()).complete()) {
            return record(nested.type(), Node.Mapping.empty(Place.JAVA), entry.name(), List.of());
        }
        return null;
    }

    private @Nullable Object defaultOf(Entry entry) {
        Problems own = new Problems();
        boolean text = entry.type() == OptionType.Simple.STRING;
        Node node = text
                ? Node.scalar(Place.JAVA, entry.option().value())
                : YamlTree.read(entry.option().value(), null, Substitution.NONE, own);
        Object value = new Binding(own).value(entry.type(), entry.option(), node, entry.name());
        if (!own.none()) {
            throw new CleanException(
                    CleanException.Kind.INTERNAL,
                    "the default of " + entry.component() + " does not fit: "
                            + own.exception().getMessage());
        }
        return value;
    }

    /** The value of a node in a type, or null when a fault was noted. */
    private @Nullable Object value(OptionType type, Option option, Node node, String path) {
        if (type instanceof OptionType.ListOf list) {
            return list(list, option, node, path);
        }
        if (type instanceof OptionType.MapOf map) {
            return map(map, option, node, path);
        }
        if (type instanceof OptionType.Nested nested) {
            if (node instanceof Node.Scalar scalar && nested.type().isInstance(scalar.value())) {
                return scalar.value();
            }
            return record(nested.type(), node, path, List.of());
        }
        if (!(node instanceof Node.Scalar scalar)) {
            problems.add(node.place(), path + " must be " + type.phrase() + ", not " + node.shape() + ".");
            return null;
        }
        Object value = scalar(type, scalar);
        if (value == null) {
            String guess = type instanceof OptionType.Choice choice && scalar.text() != null
                    ? Names.guess(scalar.text(), choice.names())
                    : "";
            wrong(scalar, option, path, "must be " + type.phrase() + "." + guess);
            return null;
        }
        return inRange(scalar, option, path, value) ? value : null;
    }

    private @Nullable Object list(OptionType.ListOf type, Option option, Node node, String path) {
        List<Node> items = node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
        List<Object> values = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            Object value = value(type.element(), option, items.get(i), path + "[" + i + "]");
            if (value != null) {
                values.add(value);
            }
        }
        return Collections.unmodifiableList(values);
    }

    private @Nullable Object map(OptionType.MapOf type, Option option, Node node, String path) {
        if (!(node instanceof Node.Mapping mapping)) {
            problems.add(node.place(), path + " must be " + type.phrase() + ", not " + node.shape() + ".");
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        collect(type, option, mapping, path, "", values);
        return Collections.unmodifiableMap(values);
    }

    /** Mappings inside a pass-through mapping become dotted keys, as clients want them. */
    private void collect(
            OptionType.MapOf type,
            Option option,
            Node.Mapping mapping,
            String path,
            String prefix,
            Map<String, Object> into) {
        for (Node.Entry entry : mapping.entries().values()) {
            String key = prefix + entry.key();
            if (option.passThrough() && entry.value() instanceof Node.Mapping inner) {
                collect(type, option, inner, path, key + ".", into);
                continue;
            }
            Object value = value(type.element(), option, entry.value(), join(path, key));
            if (value != null) {
                into.put(key, value);
            }
        }
    }

    private static @Nullable Object scalar(OptionType type, Node.Scalar scalar) {
        String text = scalar.text();
        if (text == null) {
            return null;
        }
        Object given = scalar.value();
        if (type instanceof OptionType.Choice choice) {
            if (choice.type().isInstance(given)) {
                return given;
            }
            int at = choice.names().indexOf(Names.kebab(text.strip()));
            return at < 0 ? null : choice.type().getEnumConstants()[at];
        }
        return switch ((OptionType.Simple) type) {
            case INT -> {
                Long number = Numbers.parseLong(text);
                yield number == null || number.intValue() != number ? null : (Object) number.intValue();
            }
            case LONG -> Numbers.parseLong(text);
            case DOUBLE -> Numbers.parseDouble(text);
            case BOOLEAN -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
            case STRING -> text;
            case DURATION -> given instanceof Duration ? given : Durations.parse(text);
            case INSTANT -> given instanceof Instant ? given : instant(text);
        };
    }

    private static @Nullable Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private boolean inRange(Node.Scalar scalar, Option option, String path, Object value) {
        if (value instanceof Number number) {
            return within(scalar, option, path, number.doubleValue(), "");
        }
        if (value instanceof Duration duration) {
            if (duration.compareTo(LONGEST) > 0
                    || duration.compareTo(LONGEST.negated())
                            < 0) { // nanoseconds, and sums of some, are counted in a long
                wrong(scalar, option, path, "must be at most " + Durations.format(LONGEST));
                return false;
            }
            return within(scalar, option, path, duration.toNanos() / 1e9, "s");
        }
        if (value instanceof String text && !option.pattern().isEmpty() && !Pattern.matches(option.pattern(), text)) {
            wrong(scalar, option, path, "must match " + option.pattern());
            return false;
        }
        return true;
    }

    private boolean within(Node.Scalar scalar, Option option, String path, double number, String unit) {
        if (number < option.min()) {
            wrong(scalar, option, path, "must be at least " + Numbers.format(option.min()) + unit);
            return false;
        }
        if (number > option.max()) {
            wrong(scalar, option, path, "must be at most " + Numbers.format(option.max()) + unit);
            return false;
        }
        return true;
    }

    private void wrong(Node.Scalar scalar, Option option, String path, String rule) {
        boolean secret = option.secret() || option.passThrough() || scalar.hidden();
        problems.wrongValue(scalar.place(), path, Problems.show(scalar.text(), secret), rule);
    }

    private <C extends Record> @Nullable C construct(
            OptionsRecord<C> schema, @Nullable Object[] values, Place place, String path) {
        try {
            return schema.construct(values);
        } catch (InvocationTargetException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof Error error) {
                throw error;
            }
            String message = cause.getMessage();
            problems.add(place, (path.isEmpty() ? "" : path + ": ") + (message == null ? cause.toString() : message));
            return null;
        }
    }

    static String unknown(String path, String key, List<String> known) {
        String guess = Names.guess(key, known);
        return join(path, key) + " is not a setting."
                + (guess.isEmpty() && !known.isEmpty() ? " Known here: " + String.join(", ", known) + "." : guess);
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String lowerFirst(String text) {
        return text.length() > 1 && Character.isUpperCase(text.charAt(0)) && Character.isLowerCase(text.charAt(1))
                ? Character.toLowerCase(text.charAt(0)) + text.substring(1)
                : text;
    }
}
