package io.cleandata.detectors.outliers;

import io.cleandata.detectors.outliers.Dimension.Measure;
import io.cleandata.detectors.text.TextShape;
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
        double[] shape = new double[TextShape.SIZE];
        for (int row = 0; row < n; row++) {
            String text = column.text(row);
            if (!column.missing(row) && text != null) {
                TextShape.describe(text, shape);
                for (int m = 0; m < TextShape.SIZE; m++) {
                    values[m][row] = shape[m];
                }
                if (grams != null) {
                    values[TextShape.SIZE][row] = grams.surprise(text, true);
                }
            }
        }
        for (int m = 0; m < MEASURES.length; m++) {
            target.add(new Dimension(column.name() + ' ' + MEASURES[m], feature, MEASURES[m], values[m], WEIGHT));
        }
    }
}
