package io.cleandata.column;

import io.cleandata.model.ColumnKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fields by name, in order of first sight. Messages of one stream name their fields in much the same order, so the field after the
 * last one found is tried before the hash map.
 */
final class FieldSet {

    private final Map<String, Field> byName = new HashMap<>();
    private final List<Field> fields = new ArrayList<>();
    private final ColumnLimits limits;
    private final Map<String, ColumnKind> declared;
    private int next;

    FieldSet(ColumnLimits limits, Map<String, ColumnKind> declared) {
        this.limits = limits;
        this.declared = declared;
    }

    int size() {
        return fields.size();
    }

    Field get(int index) {
        return fields.get(index);
    }

    /** Forgets the fields behind the first {@code size}: those that a bad message brought. */
    void truncate(int size) {
        while (fields.size() > size) {
            byName.remove(fields.remove(fields.size() - 1).name);
        }
    }

    @Nullable
    Field find(String name) {
        return byName.get(name);
    }

    /** The field of the name, a new one if need be; null when there are too many. */
    @Nullable
    Field of(String name) {
        if (next >= fields.size()) {
            next = 0;
        }
        if (next < fields.size()) {
            Field guess = fields.get(next);
            if (guess.name == name || guess.name.equals(name)) {
                next++;
                return guess;
            }
        }
        Field known = byName.get(name);
        if (known == null) {
            if (fields.size() >= limits.maxFeatures()) {
                return null;
            }
            known = new Field(name, fields.size(), limits.maxCategories(), declared.get(name));
            fields.add(known);
            byName.put(name, known);
        }
        next = known.index + 1;
        return known;
    }
}
