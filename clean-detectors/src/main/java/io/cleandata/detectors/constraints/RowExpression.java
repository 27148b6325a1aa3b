package io.cleandata.detectors.constraints;

import io.cleandata.spi.CleanException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlFeatures;
import org.apache.commons.jexl3.JexlScript;
import org.apache.commons.jexl3.introspection.JexlPermissions;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the fields of one row, compiled once.
 *
 * <p>The sandbox: a single expression without loops, assignments, lambdas, constructors, annotations or pragmas, that can call
 * nothing beyond what JEXL's restricted permissions grant.
 */
final class RowExpression {

    private static final JexlFeatures FEATURES = JexlFeatures.createNone()
            .script(false)
            .structuredLiteral(true)
            .comparatorNames(true)
            .methodCall(false);

    private static final JexlEngine ENGINE = new JexlBuilder()
            .permissions(JexlPermissions.RESTRICTED)
            .arithmetic(new LinearTimeArithmetic())
            .strict(true)
            .silent(false)
            .safe(false)
            .antish(true)
            .create();

    private final JexlScript script;
    private final List<String> fields;

    private RowExpression(JexlScript script) {
        this.script = script;
        List<String> names = new ArrayList<>();
        script.getVariables().forEach(path -> names.add(String.join(".", path)));
        names.sort(null);
        this.fields = List.copyOf(names);
    }

    /** Compiles an expression; an error names the rule and the place. */
    static RowExpression compile(String text, String rule) {
        try {
            return new RowExpression(ENGINE.createScript(FEATURES, null, text));
        } catch (JexlException e) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "constraints: rule \"" + rule + "\" has the expression \"" + text + "\", which does not parse: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Names of the fields that it is about. */
    List<String> fields() {
        return fields;
    }

    /** Whether it holds; null where a field that it names is missing, or its operands do not fit. */
    @Nullable
    Boolean holds(RowValues row) {
        for (int i = 0; i < fields.size(); i++) {
            if (row.get(fields.get(i)) == null) {
                return null;
            }
        }
        try {
            return script.execute(row) instanceof Boolean truth ? truth : null;
        } catch (JexlException | ArithmeticException e) {
            return null;
        }
    }
}
