package io.cleandata.detectors.outliers;

import io.cleandata.model.Column;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numbers the first {@value #MOST} values of a categorical or boolean feature, and counts them. */
final class CountedValues {

    static final int MOST = 64;

    private static final byte UNKNOWN = -2;

    /** How often each value was counted. */
    final int[] counts = new int[MOST];

    private final List<String> names = new ArrayList<>();
    private byte[] numberOfCode = new byte[0];

    /** The number of a row's value, -1 where there is none or it is not one of the first. */
    byte number(Column column, int row) {
        if (column instanceof NumericColumn booleans) {
            return booleans.missing(row) ? -1 : numberOf(booleans.value(row) != 0 ? "true" : "false");
        }
        var strings = (StringColumn) column;
        int code = strings.code(row);
        if (code < 0) {
            return -1;
        }
        if (code >= numberOfCode.length) {
            int known = numberOfCode.length;
            numberOfCode = Arrays.copyOf(numberOfCode, Math.max(16, 2 * code));
            Arrays.fill(numberOfCode, known, numberOfCode.length, UNKNOWN);
        }
        if (numberOfCode[code] == UNKNOWN) {
            numberOfCode[code] = numberOf(strings.value(code));
        }
        return numberOfCode[code];
    }

    private byte numberOf(String value) {
        int number = names.indexOf(value);
        if (number < 0 && names.size() < MOST) {
            number = names.size();
            names.add(value);
        }
        return (byte) number;
    }

    void halve() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] >>= 1;
        }
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(names.size());
        for (int i = 0; i < names.size(); i++) {
            StateText.write(out, names.get(i));
            out.writeInt(counts[i]);
        }
    }

    void restore(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MOST) {
            throw new IOException(size + " values of a feature");
        }
        for (int i = 0; i < size; i++) {
            names.add(StateText.read(in));
            counts[i] = in.readInt();
        }
    }
}
