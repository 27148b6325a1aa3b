package io.cleandata.detectors.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.spi.CleanException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds the cells of one field against what was declared of it. Not thread-safe. */
final class FieldDeclaration {

    private static final String SOUND = "";

    private final DeclaredField field;
    private final Set<String> values;
    private final @Nullable Pattern pattern;
    /** Verdicts on the values of a categorical column, by code; null where there is none yet. */
    private @Nullable String[] verdicts = new String[0];

    FieldDeclaration(DeclaredField field) {
        this.field = field;
        this.values = Set.copyOf(field.values());
        this.pattern = compile(field);
        Double min = field.min();
        Double max = field.max();
        if (min != null && max != null && min > max) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "schema: field " + field.name() + " has the min " + min + ", which is more than its max " + max);
        }
    }

    private static @Nullable Pattern compile(DeclaredField field) {
        try {
            return field.pattern() == null ? null : Pattern.compile(field.pattern());
        } catch (PatternSyntaxException e) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "schema: field " + field.name() + " has the pattern \"" + field.pattern()
                            + "\", which is no RE2 pattern: " + e.getDescription(),
                    e);
        }
    }

    DeclaredField field() {
        return field;
    }

    /** What is wrong with the cell, empty when nothing is. The column is null when no sample of the window has the field. */
    String verdict(@Nullable Column column, int row) {
        CellState state = column == null ? CellState.ABSENT : column.state(row);
        return switch (state) {
            case ABSENT -> field.required() ? field.name() + " is missing" : SOUND;
            case NULL -> field.nullable() ? SOUND : field.name() + " is null";
            case EMPTY ->
                field.type() == null || field.type() == DeclaredField.Type.STRING
                        ? ofText("")
                        : field.name() + " is empty";
            case PRESENT, MISMATCH -> ofValue(column, row, state == CellState.PRESENT);
        };
    }

    private String ofValue(@Nullable Column column, int row, boolean present) {
        if (column instanceof NumericColumn numbers && present) {
            return switch (numbers.kind()) {
                case BOOLEAN -> fits(DeclaredField.Type.BOOLEAN, column, row);
                case TIMESTAMP ->
                    field.type() == DeclaredField.Type.STRING ? SOUND : fits(DeclaredField.Type.TIMESTAMP, column, row);
                default -> ofNumber(numbers.value(row));
            };
        }
        if (column instanceof EmbeddingColumn && present) {
            return fits(DeclaredField.Type.VECTOR, column, row);
        }
        if (column instanceof StringColumn strings && present && strings.categorical()) {
            return ofCode(strings, strings.code(row));
        }
        String text = column == null ? null : column.text(row);
        if (text == null) {
            return SOUND;
        }
        // A column of strings shows numbers and booleans as misfits, and one of numbers strings.
        boolean number = column instanceof StringColumn && !present;
        return number ? ofOther(text) : ofText(text);
    }

    private String ofCode(StringColumn column, int code) {
        if (verdicts.length <= code) {
            verdicts = java.util.Arrays.copyOf(verdicts, Math.max(16, 2 * column.cardinality()));
        }
        String verdict = verdicts[code];
        if (verdict == null) {
            verdict = ofText(column.value(code));
            verdicts[code] = verdict;
        }
        return verdict;
    }

    private String fits(DeclaredField.Type type, Column column, int row) {
        return field.type() == null || field.type() == type ? SOUND : misfit(column.text(row));
    }

    private String ofOther(String text) {
        if (text.equals("true") || text.equals("false")) {
            return field.type() == null || field.type() == DeclaredField.Type.BOOLEAN ? SOUND : misfit(text);
        }
        try {
            return ofNumber(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return misfit(text);
        }
    }

    private String ofNumber(double v) {
        DeclaredField.Type type = field.type();
        boolean whole = v == Math.rint(v);
        boolean fits =
                type == null || type == DeclaredField.Type.NUMBER || (type == DeclaredField.Type.INTEGER && whole);
        if (!fits) {
            return misfit(NumericColumn.format(v));
        }
        Double min = field.min();
        if (min != null && v < min) {
            return field.name() + " is " + NumericColumn.format(v) + ", less than " + NumericColumn.format(min);
        }
        Double max = field.max();
        if (max != null && v > max) {
            return field.name() + " is " + NumericColumn.format(v) + ", more than " + NumericColumn.format(max);
        }
        return values.isEmpty() ? SOUND : amongValues(NumericColumn.format(v));
    }

    private String ofText(String text) {
        DeclaredField.Type type = field.type();
        if (type == DeclaredField.Type.TIMESTAMP) {
            return TextFormat.DATE_TIME.matches(text) || TextFormat.DATE.matches(text) ? SOUND : misfit(text);
        }
        if (type != null && type != DeclaredField.Type.STRING) {
            return misfit(text);
        }
        Integer least = field.minLength();
        Integer most = field.maxLength();
        if (least != null || most != null) {
            int length = text.codePointCount(0, text.length());
            if (least != null && length < least) {
                return field.name() + " is " + Findings.quote(text) + ", shorter than " + least + " characters";
            }
            if (most != null && length > most) {
                return field.name() + " is " + Findings.quote(text) + ", longer than " + most + " characters";
            }
        }
        if (pattern != null && !pattern.matcher(text).find()) {
            return field.name() + " is " + Findings.quote(text) + ", which does not match " + field.pattern();
        }
        TextFormat format = field.format();
        if (format != null && !format.matches(text)) {
            return field.name() + " is " + Findings.quote(text) + ", which is no " + format.title();
        }
        return values.isEmpty() ? SOUND : amongValues(text);
    }

    private String amongValues(String text) {
        return values.contains(text)
                ? SOUND
                : field.name() + " is " + Findings.quote(text) + ", which is none of the declared values";
    }

    private String misfit(@Nullable String text) {
        DeclaredField.Type type = field.type();
        return field.name() + " is " + Findings.quote(text) + ", which is no " + (type == null ? "value" : type.noun());
    }

    /** Whether the kind of a column leaves nothing to check cell by cell. */
    boolean alwaysSound(Column column) {
        return column.kind() == ColumnKind.NUMERIC
                && column.present() == column.size()
                && (field.type() == null || field.type() == DeclaredField.Type.NUMBER)
                && field.min() == null
                && field.max() == null
                && values.isEmpty();
    }
}
