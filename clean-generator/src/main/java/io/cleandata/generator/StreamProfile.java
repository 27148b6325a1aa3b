package io.cleandata.generator;

import java.util.List;

/**
 * What a fault must know of a stream to be injected where it makes sense.
 *
 * @param name the stream's name, such as {@code "sensors"}
 * @param numeric the numeric feature that faults of numbers touch
 * @param spread the standard deviation of that feature
 * @param categorical the categorical feature that faults of categories touch
 * @param classes the labels, neighbours beside each other where they have an order
 * @param producers the values of the metadata field {@code producer}; empty if there is none
 */
public record StreamProfile(
        String name, String numeric, double spread, String categorical, List<String> classes, List<String> producers) {
    /** The metadata field that tells which producer sent a sample. */
    public static final String PRODUCER = "producer";

    /** Copies the lists. */
    public StreamProfile {
        classes = List.copyOf(classes);
        producers = List.copyOf(producers);
    }

    /** The same profile with another number for faults to touch. */
    public StreamProfile withNumeric(String feature, double standardDeviation) {
        return new StreamProfile(name, feature, standardDeviation, categorical, classes, producers);
    }
}
