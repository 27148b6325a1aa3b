package io.cleandata.alert;

import io.cleandata.model.Alert;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What is still to be delivered, to whom.
 *
 * <p><b>Threading.</b> Any thread may call. <b>Failure.</b> A write that fails is reported and leaves the alert in memory; it never stops a pipeline.
 */
public interface Outbox extends AutoCloseable {

    /** Alerts that an earlier run has not delivered, oldest first, each with the handlers that still wait for it. */
    Map<Alert, List<String>> undelivered();

    /**
     * Keeps an alert for the handlers given; when it returns the alert outlives the process, if this outbox is durable.
     *
     * @return false when an alert of the same idempotency key was taken before
     */
    boolean add(Alert alert, List<String> handlers);

    /**
     * Notes that a handler is done with alerts that are one message to it: they were delivered, or given up. Of that, the death of the process leaves all or nothing, for a part
     * would be another message.
     */
    void done(List<String> idempotencyKeys, String handler);

    /** Records of an earlier run that were damaged and left out. */
    int damaged();

    /** Whether the last write failed, so that a restart would lose alerts. */
    boolean failing();

    @Override
    void close() throws IOException;

    /** An outbox that the end of the process empties. */
    static Outbox inMemory() {
        return new MemoryOutbox();
    }
}
