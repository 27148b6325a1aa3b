package io.cleandata.settings;

import io.cleandata.spi.CleanException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The types that an option may have. */
sealed interface OptionType {

    /** "a whole number", for error messages and the reference. */
    String phrase();

    /** Types without parts. */
    enum Simple implements OptionType {
        INT("a whole number"),
        LONG("a whole number"),
        DOUBLE("a number"),
        BOOLEAN("true or false"),
        STRING("text"),
        DURATION("a duration such as 500ms, 30s or 5m"),
        INSTANT("a moment such as 2026-01-31T12:00:00Z");

        private final String phrase;

        Simple(String phrase) {
            this.phrase = phrase;
        }

        @Override
        public String phrase() {
            return phrase;
        }
    }

    /** One of few words. */
    record Choice(Class<?> type) implements OptionType {

        List<String> names() {
            List<String> names = new ArrayList<>();
            for (Object constant : type.getEnumConstants()) {
                names.add(Names.kebab((Enum<?>) constant));
            }
            return names;
        }

        @Override
        public String phrase() {
            return "one of " + String.join(", ", names());
        }
    }

    record ListOf(OptionType element) implements OptionType {
        @Override
        public String phrase() {
            return "a list, each element " + element.phrase();
        }
    }

    record MapOf(OptionType element) implements OptionType {
        @Override
        public String phrase() {
            return "a mapping of names, each to " + element.phrase();
        }
    }

    /** Options within an option. */
    record Nested(Class<? extends Record> type) implements OptionType {
        @Override
        public String phrase() {
            return "a mapping of options";
        }
    }

    /** The option type of a component's Java type. */
    static OptionType of(Type type, String where) {
        if (type instanceof Class<?> c) {
            if (c == int.class || c == Integer.class) {
                return Simple.INT;
            } else if (c == long.class || c == Long.class) {
                return Simple.LONG;
            } else if (c == double.class || c == Double.class) {
                return Simple.DOUBLE;
            } else if (c == boolean.class || c == Boolean.class) {
                return Simple.BOOLEAN;
            } else if (c == String.class) {
                return Simple.STRING;
            } else if (c == Duration.class) {
                return Simple.DURATION;
            } else if (c == Instant.class) {
                return Simple.INSTANT;
            } else if (c.isEnum()) {
                return new Choice(c);
            } else if (c.isRecord()) {
                return new Nested(c.asSubclass(Record.class));
            }
        } else if (type instanceof ParameterizedType p) {
            Type[] arguments = p.getActualTypeArguments();
            if (p.getRawType() == List.class) {
                return new ListOf(of(arguments[0], where));
            } else if (p.getRawType() == Map.class && arguments[0] == String.class) {
                return new MapOf(of(arguments[1], where));
            }
        }
        throw new CleanException(
                CleanException.Kind.INTERNAL,
                where + " has the type " + type.getTypeName()
                        + ", which no option can have. Use int, long, double, boolean, String, Duration, Instant, an enum, "
                        + "List<...>, Map<String, ...> or a record of options.");
    }
}
