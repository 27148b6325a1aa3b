package io.cleandata.spi;

import io.cleandata.model.Message;
import java.util.List;

/**
 * What one poll brought.
 *
 * @param messages in the order of each partition; may be empty
 * @param ended true when a bounded source has no more messages after these
 */
public record Batch(List<Message> messages, boolean ended) {

    private static final Batch EMPTY = new Batch(List.of(), false);
    private static final Batch END = new Batch(List.of(), true);

    /** No messages for now. */
    public static Batch empty() {
        return EMPTY;
    }

    /** No messages, now or later. */
    public static Batch end() {
        return END;
    }

    /** Messages with more to come. */
    public static Batch of(List<Message> messages) {
        return messages.isEmpty() ? EMPTY : new Batch(messages, false);
    }
}
