package io.cleandata.benchmarks;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.util.Map;
import java.util.SplittableRandom;

/** Windows of records as people write them: of five features one is a name, one a street, one a category and two are numbers. */
final class MixedWindows {

    private static final String[] SYLLABLES = {
        "ba", "ren", "to", "lis", "mar", "ke", "dun", "fo", "gar", "ti", "so", "val", "ne", "rop", "hu", "wex"
    };
    private static final String[] CATEGORIES = {"red", "green", "blue", "white", "black", "yellow", "grey"};

    private MixedWindows() {}

    /** So many windows; every twentieth row repeats an earlier one with a letter less in its name. */
    static Window[] make(int windows, int rows, int features) {
        SplittableRandom random = new SplittableRandom(7);
        Window[] made = new Window[windows];
        for (int w = 0; w < windows; w++) {
            Window.Builder window = Window.builder(rows).index(w);
            for (int f = 0; f < features; f++) {
                window.feature(column(f, rows, random));
            }
            made[w] = window.build();
        }
        return made;
    }

    private static Column column(int f, int rows, SplittableRandom random) {
        byte[] states = new byte[rows];
        if (f % 5 < 2) {
            String[] texts = new String[rows];
            for (int row = 0; row < rows; row++) {
                boolean repeats = row % 20 == 19;
                String before = repeats ? texts[row - 10] : word(random) + " " + word(random);
                texts[row] = repeats && f == 0
                        ? before.substring(1)
                        : f % 5 == 1 && !repeats ? before + " " + row % 97 : before;
            }
            return StringColumn.text("f" + f, texts, states, rows);
        }
        if (f % 5 == 2) {
            int[] codes = new int[rows];
            for (int row = 0; row < rows; row++) {
                codes[row] = row % 20 == 19 ? codes[row - 10] : random.nextInt(CATEGORIES.length);
            }
            return StringColumn.categorical("f" + f, codes, states, rows, CATEGORIES, CATEGORIES.length);
        }
        double[] values = new double[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = row % 20 == 19 ? values[row - 10] : random.nextInt(100_000) / 100.0;
        }
        return new NumericColumn("f" + f, ColumnKind.NUMERIC, values, states, rows, Map.of());
    }

    private static String word(SplittableRandom random) {
        return SYLLABLES[random.nextInt(SYLLABLES.length)]
                + SYLLABLES[random.nextInt(SYLLABLES.length)]
                + SYLLABLES[random.nextInt(SYLLABLES.length)];
    }
}
