package io.cleandata.spi;

import io.cleandata.model.Message;
import java.util.Map;

/**
 * A source whose system can also take messages: dead letters, quarantined samples, samples passed on.
 *
 * <p><b>Delivery.</b> {@link #send} returns when the system has accepted responsibility or at {@link #flushSent} at the latest;
 * a failure is thrown, and the engine then acknowledges nothing further until it succeeds.
 */
public interface SupportsDeadLetter {

    /** Sends the message's bytes and key, as they came, to a topic or stream, with additional headers. Any thread. */
    void send(String destination, Message message, Map<String, String> headers);

    /** Waits until all that was sent is stored; throws {@link CleanException} when some is not. */
    void flushSent();
}
