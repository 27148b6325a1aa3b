package io.cleandata.benchmarks;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Windows of records as services send them. Of ten features five are numbers, three categories, one is a flag and one a text of a name and a street; a
 * label of three classes depends on the numbers and the categories, and one in twenty is wrong. One row in fifty repeats an earlier one with a letter
 * less in its texts.
 */
final class MixedWindows {

    private static final String[] SYLLABLES = {
        "ba", "ren", "to", "lis", "mar", "ke", "dun", "fo", "gar", "ti", "so", "val", "ne", "rop", "hu", "wex"
    };
    private static final String[] CATEGORIES = {"red", "green", "blue", "white", "black", "yellow", "grey"};
    private static final String[] CLASSES = {"low", "middle", "high"};

    private MixedWindows() {}

    /** So many windows of one stream. */
    static Window[] make(int windows, int rows, int features) {
        SplittableRandom random = new SplittableRandom(7);
        Window[] made = new Window[windows];
        for (int w = 0; w < windows; w++) {
            double[] signal = new double[rows];
            for (int row = 0; row < rows; row++) {
                signal[row] = random.nextGaussian();
            }
            double[] merit = new double[rows];
            Window.Builder window = Window.builder(rows).index(w);
            for (int f = 0; f < features; f++) {
                window.feature(column(f, signal, merit, random));
            }
            made[w] = window.label(label(merit, random)).build();
        }
        return made;
    }

    private static Column column(int f, double[] signal, double[] merit, SplittableRandom random) {
        int rows = signal.length;
        String name = "f" + f;
        byte[] states = new byte[rows];
        switch (f % 10) {
            case 1, 4, 7 -> {
                int[] codes = new int[rows];
                for (int row = 0; row < rows; row++) {
                    codes[row] = repeats(row)
                            ? codes[row - 10]
                            : (int) (CATEGORIES.length * random.nextDouble() * random.nextDouble());
                    merit[row] += f == 1 ? 0.4 * (codes[row] - 2) : 0;
                }
                return StringColumn.categorical(name, codes, states, rows, CATEGORIES, CATEGORIES.length);
            }
            case 3 -> {
                String[] texts = new String[rows];
                for (int row = 0; row < rows; row++) {
                    texts[row] = repeats(row)
                            ? texts[row - 10].substring(1)
                            : word(random) + " " + word(random) + ", " + word(random) + " " + random.nextInt(100);
                }
                return StringColumn.text(name, texts, states, rows);
            }
            default -> {
                boolean flag = f % 10 == 9;
                double[] values = new double[rows];
                for (int row = 0; row < rows; row++) {
                    double value = 0.6 * signal[row] + random.nextGaussian();
                    values[row] = repeats(row)
                            ? values[row - 10]
                            : flag ? (value > 0.5 ? 1 : 0) : Math.rint(100 * (20 + (f + 1) * value)) / 100;
                    merit[row] += f < 3 ? value : 0;
                }
                return new NumericColumn(
                        name, flag ? ColumnKind.BOOLEAN : ColumnKind.NUMERIC, values, states, rows, Map.of());
            }
        }
    }

    private static StringColumn label(double[] merit, SplittableRandom random) {
        int[] codes = new int[merit.length];
        for (int row = 0; row < codes.length; row++) {
            int right = merit[row] < -0.8 ? 0 : merit[row] < 0.8 ? 1 : 2;
            codes[row] = random.nextInt(20) == 0 ? random.nextInt(CLASSES.length) : right;
        }
        return StringColumn.categorical("label", codes, new byte[codes.length], codes.length, CLASSES, CLASSES.length);
    }

    private static boolean repeats(int row) {
        return row % 50 == 49;
    }

    private static String word(SplittableRandom random) {
        return SYLLABLES[random.nextInt(SYLLABLES.length)]
                + SYLLABLES[random.nextInt(SYLLABLES.length)]
                + SYLLABLES[random.nextInt(SYLLABLES.length)];
    }
}
