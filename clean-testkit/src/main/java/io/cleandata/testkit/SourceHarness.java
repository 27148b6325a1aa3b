package io.cleandata.testkit;

import io.cleandata.model.Message;
import io.cleandata.spi.Source;
import java.util.List;
import java.util.Optional;

/** What {@link SourceContract} needs to know about a source: one fresh topic, stream or the like, and readers of it. */
public interface SourceHarness extends AutoCloseable {

    /** A new source, not open, that reads all from the beginning, or goes on where sources of this harness have acknowledged. */
    Source source();

    /** A source that ends at what there is when it is opened; empty when this kind has none. */
    default Optional<Source> bounded() {
        return Optional.empty();
    }

    /** How many partitions there are. */
    int partitions();

    /** Writes messages to one partition, in order, and returns when they are stored. */
    void write(int partition, List<byte[]> values);

    /** What stands in a destination of {@code SupportsDeadLetter}, in order; waits for so many messages. */
    default List<Message> sent(String destination, int count) {
        throw new UnsupportedOperationException("this harness reads no destinations");
    }

    /** Whether two open sources share the partitions, so that opening a second takes some from the first. */
    default boolean sharesPartitions() {
        return false;
    }

    /** Whether a message that comes again says so itself ({@link Message#redelivered()}). */
    default boolean marksRedeliveries() {
        return false;
    }

    /** Whether lag is counted; else it is an estimate. */
    default boolean exactLag() {
        return true;
    }

    @Override
    default void close() {}
}
