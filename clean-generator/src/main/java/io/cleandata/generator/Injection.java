package io.cleandata.generator;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fault and the part of a stream that it touches.
 *
 * @param fault the fault; an instance serves one injection
 * @param from number of the first sound sample it touches, from 0
 * @param to number of the first sound sample it no longer touches
 * @param producer touches only samples of this producer, or of all when null
 */
public record Injection(
        Fault fault, long from, long to, @Nullable String producer) {
    /** Checks that the part is not empty. */
    public Injection {
        Objects.requireNonNull(fault, "fault");
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("a fault must end after it begins, got " + from + " to " + to);
        }
    }

    /** A fault in the samples of all producers. */
    public static Injection of(Fault fault, long from, long to) {
        return new Injection(fault, from, to, null);
    }

    /** The same, in one producer's share of the samples only. */
    public Injection onlyFrom(String name) {
        return new Injection(fault, from, to, name);
    }

    boolean touches(long number, GeneratedSample sample) {
        return number >= from
                && number < to
                && (producer == null || producer.equals(sample.metadata().get(StreamProfile.PRODUCER)));
    }
}
