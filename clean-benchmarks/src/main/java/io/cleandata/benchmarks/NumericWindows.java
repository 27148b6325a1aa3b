package io.cleandata.benchmarks;

import io.cleandata.model.ColumnKind;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.util.Map;
import java.util.SplittableRandom;

/** Windows of correlated normal numbers with a few wild rows, and a label that depends on them. */
final class NumericWindows {

    private NumericWindows() {}

    /** So many windows of a stream. */
    static Window[] make(int windows, int rows, int features) {
        SplittableRandom random = new SplittableRandom(7);
        Window[] made = new Window[windows];
        for (int w = 0; w < windows; w++) {
            double[][] columns = new double[features][rows];
            int[] label = new int[rows];
            for (int i = 0; i < rows; i++) {
                double common = random.nextGaussian();
                double spread = random.nextDouble() < 0.01 ? 8 : 1;
                for (int k = 0; k < features; k++) {
                    columns[k][i] = 0.6 * common + spread * random.nextGaussian();
                }
                label[i] = columns[0][i] + columns[features - 1][i] > 0.3 * random.nextGaussian() ? 1 : 0;
            }
            Window.Builder window = Window.builder(rows).index(w);
            for (int k = 0; k < features; k++) {
                window.feature(
                        new NumericColumn("x" + k, ColumnKind.NUMERIC, columns[k], new byte[rows], rows, Map.of()));
            }
            made[w] = window.label(StringColumn.categorical(
                            "label", label, new byte[rows], rows, new String[] {"low", "high"}, 2))
                    .build();
        }
        return made;
    }
}
