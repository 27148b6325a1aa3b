package io.cleandata.detectors.schema;

import com.google.re2j.Pattern;

/** Formats of text that can be declared; their names are those of JSON Schema. */
public enum TextFormat {
    /** A day, such as 2026-01-31. */
    DATE("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"),
    /** A time of day with an offset (RFC 3339). */
    TIME("([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?([zZ]|[+-][0-9]{2}:[0-9]{2})"),
    /** A moment with an offset (RFC 3339). */
    DATE_TIME(
            "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[tT ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?"
                    + "([zZ]|[+-][0-9]{2}:[0-9]{2})"),
    /** An e-mail address: something, an at sign, a host name. */
    EMAIL("[^@\\s]+@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*"),
    /** A UUID. */
    UUID("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"),
    /** An IPv4 address. */
    IPV4("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"),
    /** An address with a scheme. */
    URI("[A-Za-z][A-Za-z0-9+.-]*:\\S+");

    private final Pattern pattern;

    TextFormat(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    boolean matches(String text) {
        return pattern.matches(text);
    }

    String title() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
