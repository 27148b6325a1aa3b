package io.cleandata.metrics;

import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Provider;

/** Makes metrics exporters of one kind, such as {@code prometheus}. */
public interface MetricsExporterProvider<C extends Record> extends Provider<C> {

    /** An exporter that has not started. */
    MetricsExporter create(C settings, PluginContext context);
}
