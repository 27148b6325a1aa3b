package io.cleandata.detectors.constraints;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.cleandata.model.NumericColumn;
import io.cleandata.spi.CleanException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The conditions that a rule puts on its one field, without memory. */
final class FieldChecks {

    private FieldChecks() {}

    static List<RowCheck> of(ConstraintRule rule, String field) {
        List<RowCheck> checks = new ArrayList<>();
        if (rule.notNull()) {
            checks.add(row -> row.text(field) == null ? field + " has no value" : "");
        }
        if (rule.min() != null || rule.max() != null) {
            checks.add(range(field, rule.min(), rule.max()));
        }
        if (!rule.in().isEmpty()) {
            Set<String> allowed = Set.copyOf(rule.in());
            checks.add(row -> {
                String value = row.text(field);
                return value == null
                        ? null
                        : allowed.contains(value)
                                ? ""
                                : field + " " + Quotes.quote(value) + " is none of the allowed values";
            });
        }
        if (rule.regex() != null) {
            checks.add(pattern(rule, field, rule.regex()));
        }
        if (rule.minLength() != null || rule.maxLength() != null) {
            checks.add(length(field, rule.minLength(), rule.maxLength()));
        }
        return checks;
    }

    private static RowCheck range(String field, @Nullable Double min, @Nullable Double max) {
        return row -> {
            Object value = row.get(field);
            if (!(value instanceof Double number)) {
                String text = row.text(field);
                return text == null ? null : field + " " + Quotes.quote(text) + " is no number";
            }
            if (min != null && number < min) {
                return field + " " + NumericColumn.format(number) + " is less than " + NumericColumn.format(min);
            }
            if (max != null && number > max) {
                return field + " " + NumericColumn.format(number) + " is more than " + NumericColumn.format(max);
            }
            return "";
        };
    }

    private static RowCheck pattern(ConstraintRule rule, String field, String regex) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "constraints: rule \"" + rule.title() + "\" has the regex \"" + regex
                            + "\", which is no RE2 pattern: " + e.getDescription(),
                    e);
        }
        return row -> {
            String value = row.text(field);
            return value == null
                    ? null
                    : pattern.matches(value) ? "" : field + " " + Quotes.quote(value) + " does not match " + regex;
        };
    }

    private static RowCheck length(String field, @Nullable Integer min, @Nullable Integer max) {
        return row -> {
            String value = row.text(field);
            if (value == null) {
                return null;
            }
            int length = value.codePointCount(0, value.length());
            if (min != null && length < min) {
                return field + " " + Quotes.quote(value) + " has fewer than " + min + " characters";
            }
            if (max != null && length > max) {
                return field + " " + Quotes.quote(value) + " has more than " + max + " characters";
            }
            return "";
        };
    }
}
