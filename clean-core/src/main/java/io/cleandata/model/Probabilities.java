package io.cleandata.model;

import java.util.List;

/** Class probabilities that the user's own model sent with the samples. */
public final class Probabilities {

    private final List<String> labels;
    private final float[] values;

    /**
     * @param labels the classes
     * @param values row by row, one number for each class; NaN in all classes of a row that sent none; not copied
     */
    public Probabilities(List<String> labels, float[] values) {
        this.labels = List.copyOf(labels);
        this.values = values;
    }

    /** The classes, in the order in which the window first showed them. */
    public List<String> labels() {
        return labels;
    }

    /** The row's probability of a class, 0..1; 0 for a class that the row left out; NaN when the row sent none. */
    public float value(int row, int label) {
        return values[row * labels.size() + label];
    }
}
