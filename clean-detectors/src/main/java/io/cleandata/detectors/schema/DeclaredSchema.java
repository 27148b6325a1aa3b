package io.cleandata.detectors.schema;

import io.cleandata.model.Column;
import io.cleandata.model.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields that the user has declared. What is declared is certain: a cell that breaks it is a fault whatever the stream has shown, and nothing of the same
 * kind is learnt of its field. Not thread-safe.
 */
final class DeclaredSchema {

    private static final double SEVERITY_CELL = 0.6;
    private static final double SEVERITY_UNDECLARED = 0.3;
    private static final double WORTH_A_FIELD = 0.01;

    private final Map<String, FieldDeclaration> fields = new LinkedHashMap<>();
    private final List<String> closed;

    /** @param closed beginnings of names under which only declared fields may be: the empty one for all */
    DeclaredSchema(List<DeclaredField> declared, List<String> closed) {
        for (DeclaredField field : declared) {
            fields.put(field.name(), new FieldDeclaration(field));
        }
        this.closed = List.copyOf(closed);
    }

    @Nullable
    DeclaredField of(String name) {
        FieldDeclaration declaration = fields.get(name);
        return declaration == null ? null : declaration.field();
    }

    /** Adds what breaks the declarations. */
    void assess(Window window, Findings findings) {
        for (FieldDeclaration declaration : fields.values()) {
            cells(window, declaration, findings);
        }
        if (!closed.isEmpty()) {
            for (Column column : window.features()) {
                if (!fields.containsKey(column.name()) && isClosed(column.name())) {
                    findings.field(column.name(), SEVERITY_UNDECLARED, column.name() + " is not declared");
                }
            }
        }
    }

    private boolean isClosed(String name) {
        for (String beginning : closed) {
            if (name.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    private static void cells(Window window, FieldDeclaration declaration, Findings findings) {
        String name = declaration.field().name();
        Column column = window.feature(name);
        if (column == null ? !declaration.field().required() : declaration.alwaysSound(column)) {
            return;
        }
        int count = 0;
        String example = "";
        for (int row = window.firstNew(); row < window.size(); row++) {
            String verdict = declaration.verdict(column, row);
            if (!verdict.isEmpty()) {
                findings.cell(row, name, SEVERITY_CELL, verdict);
                example = verdict;
                count++;
            }
        }
        double share = (double) count / Math.max(1, window.newRows());
        if (share >= WORTH_A_FIELD) {
            findings.field(
                    name,
                    0.15 + 0.85 * share,
                    name + " breaks its declaration in " + Forms.percent(share) + " of the samples, such as: "
                            + example);
        }
    }
}
