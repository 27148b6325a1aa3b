package io.cleandata.detectors.schema;

import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** Windows for tests of the schema detector, and what it says of them. */
final class SchemaWindows {

    static final int N = 1000;
    static final String[] CITIES = {"Vienna", "Hamburg", "Lisbon", "Warsaw", "Toulouse", "Bologna", "Malmo", "Ghent"};

    private SchemaWindows() {}

    static String word(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(9); i >= 0; i--) {
            word.append((char) ('a' + random.nextInt(3)));
        }
        return word.toString();
    }

    static List<Issue> cells(DetectorResult result) {
        return result.issues().stream().filter(issue -> issue.row() >= 0).toList();
    }

    static List<Issue> overall(DetectorResult result) {
        return result.issues().stream().filter(issue -> issue.row() < 0).toList();
    }

    static byte[] state(SchemaDetector detector) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            detector.save(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    static Window window(Column... columns) {
        Window.Builder window = Window.builder(N);
        for (Column column : columns) {
            window.feature(column);
        }
        return window.build();
    }

    static Column numbers(String name, IntFunction<Object> cells) {
        double[] values = nan();
        byte[] states = new byte[N];
        Map<Integer, String> misfits = new HashMap<>();
        for (int row = 0; row < N; row++) {
            Object cell = cells.apply(row);
            if (cell instanceof Double number) {
                values[row] = number;
            } else {
                states[row] = (byte) CellState.MISMATCH.ordinal();
                misfits.put(row, (String) cell);
            }
        }
        return new NumericColumn(name, ColumnKind.NUMERIC, values, states, N, misfits);
    }

    static Column texts(String name, IntFunction<String> cells) {
        String[] values = new String[N];
        byte[] states = new byte[N];
        for (int row = 0; row < N; row++) {
            values[row] = cells.apply(row);
            states[row] = (byte) (values[row] == null ? CellState.NULL : CellState.PRESENT).ordinal();
        }
        return StringColumn.text(name, values, states, N);
    }

    static double[] nan() {
        double[] values = new double[N];
        java.util.Arrays.fill(values, Double.NaN);
        return values;
    }

    static byte[] fill(CellState state) {
        byte[] states = new byte[N];
        java.util.Arrays.fill(states, (byte) state.ordinal());
        return states;
    }
}
