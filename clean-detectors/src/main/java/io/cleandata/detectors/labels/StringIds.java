package io.cleandata.detectors.labels;

import io.cleandata.model.StringColumn;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for strings, in the order of their first sight, the same over the detector's whole life.
 *
 * <p>A window's own codes are stable only within one run of the pipeline; here they are looked up once each. The number of strings is
 * bounded: whatever comes after {@link #MOST} is {@link #NONE}.
 */
final class StringIds {

    static final int NONE = -1;
    private static final int MOST = 1 << 16;

    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> strings = new ArrayList<>();
    private int[] idOfCode = new int[0];

    String string(int id) {
        return strings.get(id);
    }

    /** The row's number; {@link #NONE} when it has no string or there are too many. */
    int id(StringColumn column, int row) {
        if (column.missing(row)) {
            return NONE;
        }
        if (!column.categorical()) {
            return id(String.valueOf(column.text(row)));
        }
        int code = column.code(row);
        if (code < 0) {
            return NONE;
        }
        if (code >= idOfCode.length) {
            int old = idOfCode.length;
            idOfCode = Arrays.copyOf(idOfCode, Math.max(2 * old, Math.max(code + 1, 16)));
            Arrays.fill(idOfCode, old, idOfCode.length, Integer.MIN_VALUE);
        }
        if (idOfCode[code] == Integer.MIN_VALUE) {
            idOfCode[code] = id(column.value(code));
        }
        return idOfCode[code];
    }

    int id(String string) {
        Integer known = ids.get(string);
        if (known != null) {
            return known;
        }
        if (strings.size() == MOST) {
            return NONE;
        }
        ids.put(string, strings.size());
        strings.add(string);
        return strings.size() - 1;
    }

    void clear() {
        ids.clear();
        strings.clear();
        idOfCode = new int[0];
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(strings.size());
        for (String s : strings) {
            State.write(out, s);
        }
    }

    void restore(DataInputStream in) throws IOException {
        clear();
        int n = State.length(in);
        for (int i = 0; i < n; i++) {
            id(State.string(in));
        }
    }
}
