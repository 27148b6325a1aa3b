package io.cleandata.generator;

import java.util.List;
import java.util.function.Consumer;

/**
 * One fault, with what it remembers of the stream.
 *
 * <p><b>Threading.</b> One thread at a time; an instance belongs to one stream.
 */
public interface Fault {
    /** What it is called in tables: {@code "unit change"}. */
    String name();

    /** The names of the features at fault; empty when whole samples or labels are. */
    List<String> features();

    /** Sees a sample that passes before or beside the fault, so that it knows what is usual. */
    default void observe(GeneratedSample sample) {}

    /**
     * Passes the sample on, changed or not, and whatever the fault adds to the stream.
     *
     * @param sample may be changed; a fault marks what it touches with {@link GeneratedSample#touchedBy}
     * @param out takes the samples in the order in which they are sent
     */
    void inject(GeneratedSample sample, Consumer<GeneratedSample> out);
}
