package io.cleandata.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What commands print for other programs: one value in one line. */
final class Json {
    private Json() {}

    /** An object of names and values in turn; numbers that are none become null. */
    static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), number(namesAndValues[i + 1]));
        }
        return fields;
    }

    private static @Nullable Object number(@Nullable Object value) {
        return value instanceof Double d && !Double.isFinite(d) ? null : value;
    }

    static String line(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
