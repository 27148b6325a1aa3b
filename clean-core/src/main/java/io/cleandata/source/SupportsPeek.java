package io.cleandata.source;

import io.cleandata.model.Message;
import java.util.List;
import java.util.function.Consumer;

/**
 * A source that can show messages without taking part in their delivery: no group is joined, no position is moved, nothing is
 * acknowledged. {@code clean doctor} and {@code clean tail} look at streams this way; other sources are opened and polled.
 */
public interface SupportsPeek {

    /**
     * Connects, looks, disconnects. Called instead of {@link io.cleandata.spi.Source#open}, on a source that is never opened.
     *
     * @param most how many messages to show at most, at least 1
     * @param findings is told in words of each thing that was found to be in order, as it is found
     * @return the newest messages there are, in the order of each partition; empty when there are none
     * @throws io.cleandata.spi.CleanException naming what cannot be reached or is refused, and the cure
     */
    List<Message> peek(int most, Consumer<String> findings) throws InterruptedException;

    /** What {@link #peek} connects to and how long it may take, without secrets, such as "Kafka at localhost:9092 (up to 30 s)"; empty when it connects to nothing. */
    default String connectsTo() {
        return "";
    }
}
