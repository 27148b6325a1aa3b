package io.cleandata.detectors.drift;

import io.cleandata.detectors.drift.Part.Aspect;
import io.cleandata.detectors.text.Serials;
import io.cleandata.detectors.text.TextShape;
import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Makes profiles from windows.
 *
 * <p>A number enters by itself, a category or boolean by its count, a text by seven numbers of its form and the groups of its words, an
 * embedding by eight random projections, a label by its count or, where labels are numbers with many values, by its value. Moments and texts that number the samples ({@link Serials}) are left out: they
 * always drift. Not to be used by several threads at once.
 */
public final class ProfileBuilder {

    /** The name under which the label stands among the features. */
    static final String LABEL = "label";

    private static final int PROJECTIONS = 8;
    private static final int VOCABULARY = 64;
    private static final int MOST_FEATURES = 5000;

    private final Set<String> excluded;
    private final boolean extremes;
    private Profile profile = new Profile();

    /** Summarises all features. */
    public ProfileBuilder() {
        this(List.of());
    }

    /** Summarises all features but some. */
    public ProfileBuilder(List<String> excluded) {
        this(excluded, true);
    }

    /** @param extremes whether to keep the largest and smallest numbers, which the drift detector leaves to the detector of outliers */
    ProfileBuilder(List<String> excluded, boolean extremes) {
        this.excluded = Set.copyOf(excluded);
        this.extremes = extremes;
    }

    /** Adds the rows of a window that no earlier window has shown. */
    public ProfileBuilder add(Window window) {
        return add(window, row -> row >= window.firstNew());
    }

    /** The profile of what was added; the builder starts anew. */
    public Profile build() {
        Profile built = profile;
        profile = new Profile();
        return built;
    }

    ProfileBuilder add(Window window, IntPredicate rows) {
        int count = 0;
        boolean[] chosen = new boolean[window.size()];
        for (int row = 0; row < chosen.length; row++) {
            chosen[row] = rows.test(row);
            count += chosen[row] ? 1 : 0;
        }
        profile.addRows(count);
        int features = 0;
        for (Column column : window.features()) {
            if (excluded.contains(column.name()) || column.present() == 0 || ++features > MOST_FEATURES) {
                continue;
            }
            profile.addPresent(column.name(), present(column, chosen));
            if (column instanceof NumericColumn numbers) {
                numbers(numbers, chosen);
            } else if (column instanceof EmbeddingColumn embedding) {
                embedding(embedding, chosen);
            } else if (column instanceof StringColumn strings) {
                if (strings.categorical()) {
                    categories(strings, new Part(column.name(), Aspect.CATEGORY, 0), chosen);
                } else if (!Serials.in(strings, window.size())) {
                    texts(strings, chosen);
                }
            }
        }
        StringColumn label = window.label();
        if (label != null && label.present() > 0 && !excluded.contains(LABEL)) {
            profile.addPresent(LABEL, present(label, chosen));
            if (label.categorical()) {
                categories(label, new Part(LABEL, Aspect.LABEL, 0), chosen);
            } else {
                labelValues(label, chosen);
            }
        }
        return this;
    }

    private static long present(Column column, boolean[] chosen) {
        long present = 0;
        for (int row = 0; row < chosen.length; row++) {
            present += chosen[row] && !column.missing(row) ? 1 : 0;
        }
        return present;
    }

    private void numbers(NumericColumn column, boolean[] chosen) {
        if (column.kind() == ColumnKind.TIMESTAMP) {
            return;
        }
        double[] values = column.values();
        if (column.kind() == ColumnKind.BOOLEAN) {
            int[] inOrder = new int[chosen.length];
            int[] counted = new int[2];
            int rows = 0;
            for (int row = 0; row < chosen.length; row++) {
                if (chosen[row] && !column.missing(row)) {
                    int is = values[row] != 0 ? 1 : 0;
                    inOrder[rows++] = is;
                    counted[is]++;
                }
            }
            CountSummary counts = counts(new Part(column.name(), Aspect.CATEGORY, 0));
            counts.addRows(rows);
            addTo(counts, "true", counted[1]);
            addTo(counts, "false", counted[0]);
            counts.dependence().add(inOrder, rows, counted);
            return;
        }
        double[] kept = new double[chosen.length];
        int rows = 0;
        for (int row = 0; row < chosen.length; row++) {
            if (chosen[row] && !Double.isNaN(values[row])) {
                kept[rows++] = values[row];
            }
        }
        numbers(column.name(), Aspect.VALUE, kept, rows);
    }

    private void numbers(String name, Aspect aspect, double[] values, int rows) {
        numbers(new Part(name, aspect, 0)).add(values, rows);
        if (extremes) {
            ExtremesSummary ends = (ExtremesSummary) summary(new Part(name, Aspect.EXTREMES, 0), ExtremesSummary::new);
            for (int row = 0; row < rows; row++) {
                ends.add(values[row]);
            }
        }
    }

    private static void addTo(CountSummary counts, String category, long times) {
        if (times > 0) {
            counts.add(category, times);
        }
    }

    private void categories(StringColumn column, Part part, boolean[] chosen) {
        int[] codes = column.codes();
        int[] counted = new int[column.cardinality()];
        int[] inOrder = new int[chosen.length];
        int rows = 0;
        for (int row = 0; row < chosen.length; row++) {
            if (chosen[row] && codes[row] >= 0) {
                counted[codes[row]]++;
                inOrder[rows++] = codes[row];
            }
        }
        CountSummary counts = counts(part);
        counts.addRows(rows);
        for (int code = 0; code < counted.length; code++) {
            addTo(counts, column.value(code), counted[code]);
        }
        counts.dependence().add(inOrder, rows, counted);
    }

    private void texts(StringColumn column, boolean[] chosen) {
        double[][] shapes = new double[TextShape.SIZE][chosen.length];
        int[] inOrder = new int[chosen.length];
        int[] counted = new int[VOCABULARY];
        long[] words = new long[VOCABULARY];
        double[] shape = new double[TextShape.SIZE];
        int rows = 0;
        for (int row = 0; row < chosen.length; row++) {
            String text = column.text(row);
            if (!chosen[row] || column.missing(row) || text == null) {
                continue;
            }
            TextShape.describe(text, shape);
            for (int k = 0; k < shapes.length; k++) {
                shapes[k][rows] = shape[k];
            }
            int group = countWords(text, words);
            counted[group]++;
            inOrder[rows++] = group;
        }
        for (int k = 0; k < shapes.length; k++) {
            numbers(new Part(column.name(), Aspect.ofShape(k), 0)).add(shapes[k], rows);
        }
        CountSummary counts = counts(new Part(column.name(), Aspect.VOCABULARY, 0));
        counts.addRows(rows);
        for (int k = 0; k < VOCABULARY; k++) {
            addTo(counts, "group " + k, words[k]);
        }
        counts.dependence().add(inOrder, rows, counted);
    }

    /** Counts the group of each word; returns a group of the text that equal words in equal order share. */
    private static int countWords(String text, long[] words) {
        int all = 0;
        int hash = 0;
        int length = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (Character.isLetterOrDigit(c)) {
                hash = hash * 31 + Character.toLowerCase(c);
                length++;
            } else if (length > 0) {
                words[group(hash)]++;
                all = all * 31 + hash;
                hash = 0;
                length = 0;
            }
        }
        return group(all);
    }

    /** One of {@link #VOCABULARY}. */
    private static int group(int hash) {
        return (hash * 0x9E3779B9) >>> 26;
    }

    private void embedding(EmbeddingColumn column, boolean[] chosen) {
        int dimension = column.dimension();
        float[] vectors = column.vectors();
        double[] projected = new double[chosen.length];
        for (int p = 0; p < PROJECTIONS; p++) {
            double[] direction = Projection.direction(p, dimension);
            int rows = 0;
            for (int row = 0; row < chosen.length; row++) {
                if (chosen[row] && !column.missing(row)) {
                    projected[rows++] = Projection.dot(direction, vectors, row * dimension);
                }
            }
            numbers(new Part(column.name(), Aspect.PROJECTION, p)).add(projected, rows);
        }
    }

    private void labelValues(StringColumn label, boolean[] chosen) {
        double[] values = new double[chosen.length];
        int numbers = 0;
        int present = 0;
        for (int row = 0; row < chosen.length; row++) {
            String text = label.text(row);
            if (chosen[row] && text != null && !label.missing(row)) {
                present++;
                double value = number(text);
                if (!Double.isNaN(value)) {
                    values[numbers++] = value;
                }
            }
        }
        if (numbers * 2 < present) {
            return;
        }
        numbers(LABEL, Aspect.LABEL_VALUE, values, numbers);
    }

    /** A finite number, or NaN. */
    static double number(String text) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        if (text.length() > 40 || !(first == '-' || first == '+' || first == '.' || (first >= '0' && first <= '9'))) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private NumberSummary numbers(Part part) {
        return (NumberSummary) summary(part, NumberSummary::new);
    }

    private CountSummary counts(Part part) {
        return (CountSummary) summary(part, CountSummary::new);
    }

    private Summary summary(Part part, Supplier<Summary> fresh) {
        Summary summary = profile.part(part);
        if (summary == null) {
            summary = fresh.get();
            profile.put(part, summary);
        }
        return summary;
    }
}
