package io.cleandata.detectors.outliers;

import io.cleandata.detectors.outliers.Dimension.Measure;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes texts by a few numbers: length, character classes, how unusual their runs of three characters are. */
final class TextDimensions {

    private static final Measure[] MEASURES = {
        Measure.LENGTH,
        Measure.WORDS,
        Measure.LETTERS,
        Measure.DIGITS,
        Measure.CAPITALS,
        Measure.MARKS,
        Measure.FOREIGN,
        Measure.GRAMS
    };
    private static final float WEIGHT = 0.5f;

    private TextDimensions() {}

    /** Adds the numbers of one feature. */
    static void add(
            StringColumn column, int feature, Window window, @Nullable GramCounts grams, List<Dimension> target) {
        int n = window.size();
        double[][] values = new double[MEASURES.length][n];
        for (double[] each : values) {
            Arrays.fill(each, Double.NaN);
        }
        if (grams != null) {
            for (int row = 0; row < n; row++) {
                String text = column.text(row);
                if (window.learnable(row) && !column.missing(row) && text != null) {
                    grams.learn(text);
                }
            }
        }
        for (int row = 0; row < n; row++) {
            String text = column.text(row);
            if (!column.missing(row) && text != null) {
                describe(text, row, values);
                if (grams != null) {
                    values[7][row] = grams.surprise(text, true);
                }
            }
        }
        for (int m = 0; m < MEASURES.length; m++) {
            target.add(new Dimension(column.name() + ' ' + MEASURES[m], feature, MEASURES[m], values[m], WEIGHT));
        }
    }

    private static void describe(String text, int row, double[][] values) {
        int letters = 0;
        int digits = 0;
        int capitals = 0;
        int blanks = 0;
        int foreign = 0;
        int words = 0;
        boolean inWord = false;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean blank = c <= ' ' || c == '\u00a0';
            if (blank) {
                blanks++;
            } else if (c < 128) {
                if (c >= '0' && c <= '9') {
                    digits++;
                } else if (c >= 'a' && c <= 'z') {
                    letters++;
                } else if (c >= 'A' && c <= 'Z') {
                    letters++;
                    capitals++;
                }
            } else {
                foreign++;
                if (Character.isLetter(c) || Character.isSurrogate(c)) {
                    letters++;
                    capitals += Character.isUpperCase(c) ? 1 : 0;
                } else if (Character.isDigit(c)) {
                    digits++;
                }
            }
            if (!blank && !inWord) {
                words++;
            }
            inWord = !blank;
        }
        double all = Math.max(length, 1);
        values[0][row] = Math.log1p(length);
        values[1][row] = Math.log1p((length - blanks) / (double) Math.max(words, 1));
        values[2][row] = letters / all;
        values[3][row] = digits / all;
        values[4][row] = capitals / (double) Math.max(letters, 1);
        values[5][row] = (length - letters - digits - blanks) / all;
        values[6][row] = foreign / all;
    }
}
