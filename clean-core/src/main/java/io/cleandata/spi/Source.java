package io.cleandata.spi;

import io.cleandata.model.Message;
import java.time.Duration;
import java.util.List;

/**
 * Where messages come from.
 *
 * <p><b>Threading.</b> All calls come from one pipeline thread, except {@link #close()}, which may come from any thread and
 * unblocks a waiting {@link #poll}. Calls of side interfaces such as {@link SupportsPause} come from the same thread.
 *
 * <p><b>Failure.</b> {@link #open} throws {@link CleanException} that names the address and the option when the system cannot be
 * reached in the configured time. Later, a source reconnects by itself with back-off, reports through
 * {@link SourceContext#health}, and returns empty batches meanwhile; what it throws from {@link #poll} ends the pipeline.
 *
 * <p><b>Delivery.</b> At least once. A message is acknowledged only by {@link #acknowledge}, never by polling further. After a
 * restart, delivery of each partition goes on behind its last acknowledged message.
 */
public interface Source extends AutoCloseable {

    /** Connects. Called once, before anything else. */
    void open(SourceContext context);

    /**
     * Waits up to {@code limit} for messages.
     *
     * @return messages, each partition in its order; empty when none came; never null
     * @throws InterruptedException when the thread was interrupted while it waited
     */
    Batch poll(Duration limit) throws InterruptedException;

    /**
     * Takes note that the pipeline is done with these messages, in the order in which they were delivered and without gaps. May be
     * carried out later, at the latest in {@link #flush}.
     */
    void acknowledge(List<Message> done);

    /** Carries out all acknowledgements before it returns, or throws {@link CleanException}. Called when draining. */
    default void flush() {}

    /** Releases everything without acknowledging anything more. May be called several times, from any thread. */
    @Override
    void close();
}
