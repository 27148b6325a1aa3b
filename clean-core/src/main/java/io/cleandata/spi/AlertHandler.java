package io.cleandata.spi;

import io.cleandata.model.Alert;

/**
 * Brings alerts to people or systems.
 *
 * <p><b>Threading.</b> One call at a time, from a thread of its own, never the pipeline's. <b>Failure.</b> Whatever it throws is
 * retried with back-off unless it is a {@link CleanException} that is not retryable. <b>Delivery.</b> At least once; a receiver can tell repeats by
 * {@link Alert#idempotencyKey()}.
 */
@FunctionalInterface
public interface AlertHandler extends AutoCloseable {

    /** Delivers one alert; returning means delivered. */
    void handle(Alert alert) throws Exception;

    /** Whether alerts leave the machine with it, so that a pipeline sends example samples only when asked for. */
    default boolean leavesTheMachine() {
        return false;
    }

    @Override
    default void close() {}
}
