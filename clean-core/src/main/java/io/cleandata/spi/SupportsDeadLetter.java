package io.cleandata.spi;

import io.cleandata.model.Message;
import java.util.Map;

/**
 * A source whose system can also take messages: dead letters, quarantined samples, samples passed on.
 *
 * <p><b>Delivery.</b> What {@link #send} has taken without an exception, the source keeps until it is stored: {@link #flushSent} throws while
 * it is not, and when called again it tries again. A message for which {@code send} throws is handed over again. The engine
 * acknowledges nothing further until all succeeds.
 */
public interface SupportsDeadLetter {

    /** Sends the message's bytes and key, as they came, to a topic or stream, with additional headers. Any thread. */
    void send(String destination, Message message, Map<String, String> headers);

    /** Waits until all that was sent is stored; throws {@link CleanException} when some is not. */
    void flushSent();
}
