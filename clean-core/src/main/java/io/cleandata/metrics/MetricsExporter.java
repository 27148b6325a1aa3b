package io.cleandata.metrics;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * Brings a pipeline's meters to a monitoring system.
 *
 * <p><b>Threading.</b> {@link #registry} and {@link #start} are called once for each pipeline, before it runs; {@link #close} when it has ended. One exporter may
 * serve several pipelines. <b>Failure.</b> {@link #start} throws {@link io.cleandata.spi.CleanException} naming the port or address; later failures are
 * its own affair and never reach the pipeline.
 */
public interface MetricsExporter extends AutoCloseable {

    /** The registry that gets all meters of the pipeline. */
    MeterRegistry registry();

    /** Begins to export, and to answer for the pipeline's health where it can. */
    void start(String pipeline, Health health);

    @Override
    void close();

    /** What a pipeline says about itself. Any thread may ask. */
    interface Health {

        /** Whether the process should go on running: false only after a failure that a restart may cure. */
        boolean live();

        /** Whether messages are being processed: running, source connected. */
        boolean ready();

        /** Why it is not live or not ready, in words; empty when all is well. */
        String reason();

        /** Whether the pipeline was closed, so that nobody is to ask for it any more, though others may still use the exporter. */
        default boolean over() {
            return false;
        }
    }
}
