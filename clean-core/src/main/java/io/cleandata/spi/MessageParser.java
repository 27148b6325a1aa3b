package io.cleandata.spi;

import io.cleandata.model.BadMessageException;
import io.cleandata.model.Message;

/**
 * Turns a message into a sample.
 *
 * <p><b>Threading.</b> One call at a time. <b>Failure.</b> {@link BadMessageException} for a message that is no sample: it is counted by its
 * reason, kept where the settings say, and passed by. Any other exception counts as the reason {@code parser-error}.
 */
@FunctionalInterface
public interface MessageParser {

    /** Writes the message's one sample. Nothing written counts when it throws. */
    void parse(Message message, SampleWriter out) throws BadMessageException;
}
