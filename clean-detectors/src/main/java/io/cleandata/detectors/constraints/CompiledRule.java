package io.cleandata.detectors.constraints;

import io.cleandata.spi.CleanException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule ready to judge rows: which rows it is about, and its conditions. */
final class CompiledRule {

    final ConstraintRule rule;
    final List<RowCheck> checks;
    final List<String> fields;
    private final @Nullable RowExpression when;

    private CompiledRule(
            ConstraintRule rule, List<RowCheck> checks, List<String> fields, @Nullable RowExpression when) {
        this.rule = rule;
        this.checks = checks;
        this.fields = fields;
        this.when = when;
    }

    static CompiledRule compile(ConstraintRule rule, int memory) {
        List<RowCheck> checks = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        String field = rule.field();
        if (field != null) {
            fields.add(field);
        }
        if (rule.aggregate() == null) {
            if (field != null) {
                checks.addAll(FieldChecks.of(rule, field));
                if (rule.unique()) {
                    checks.add(new UniqueCheck(field, memory));
                }
                if (rule.monotonic() != null) {
                    checks.add(new MonotonicCheck(field, rule.monotonic()));
                }
            }
            if (rule.expression() != null) {
                RowExpression expression = RowExpression.compile(rule.expression(), rule.title());
                expression.fields().forEach(name -> {
                    if (!fields.contains(name)) {
                        fields.add(name);
                    }
                });
                checks.add(expression(expression, rule.title()));
            }
        }
        check(rule, checks);
        RowExpression when = rule.when() == null ? null : RowExpression.compile(rule.when(), rule.title());
        return new CompiledRule(rule, List.copyOf(checks), List.copyOf(fields), when);
    }

    private static void check(ConstraintRule rule, List<RowCheck> checks) {
        String wrong = null;
        if (rule.aggregate() != null && (rule.field() == null || (rule.min() == null && rule.max() == null))) {
            wrong = "judges an aggregate; give field, and min or max";
        } else if (rule.aggregate() == null && checks.isEmpty()) {
            wrong =
                    "has no condition; give field with not-null, unique, min, max, in, regex, min-length, max-length or monotonic,"
                            + " or give expression";
        }
        if (wrong != null) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS, "constraints: rule \"" + rule.title() + "\" " + wrong);
        }
    }

    private static RowCheck expression(RowExpression expression, String title) {
        return row -> {
            Boolean holds = expression.holds(row);
            if (holds == null) {
                return null;
            }
            if (holds) {
                return "";
            }
            StringBuilder reason =
                    new StringBuilder("breaks the rule ").append(title).append(" (");
            for (String name : expression.fields()) {
                reason.append(reason.charAt(reason.length() - 1) == '(' ? "" : ", ")
                        .append(name)
                        .append(" is ")
                        .append(Quotes.quote(String.valueOf(row.text(name))));
            }
            return reason.append(')').toString();
        };
    }

    /** Whether the rule is about the row. */
    boolean applies(RowValues row) {
        return when == null || Boolean.TRUE.equals(when.holds(row));
    }

    /** What is wrong with the row; empty when nothing is, null when no condition judges it. */
    @Nullable
    String violation(RowValues row) {
        String outcome = null;
        for (int i = 0; i < checks.size(); i++) {
            String violation = checks.get(i).violation(row);
            if (violation != null) {
                if (!violation.isEmpty()) {
                    return rule.name() == null || rule.expression() != null
                            ? violation
                            : rule.name() + ": " + violation;
                }
                outcome = "";
            }
        }
        return outcome;
    }
}
