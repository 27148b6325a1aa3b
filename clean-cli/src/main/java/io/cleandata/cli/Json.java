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

    /** The same with whole numbers written as such: a stream that says 27 is not shown as 27.0. */
    static Map<String, @Nullable Object> whole(Map<String, ? extends @Nullable Object> values) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        values.forEach((name, value) -> written.put(name, whole(value)));
        return written;
    }

    /** A whole number as such, anything else as it is. */
    static @Nullable Object whole(@Nullable Object value) {
        return value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15 ? (Object) d.longValue() : value;
    }

    static String line(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
